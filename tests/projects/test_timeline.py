"""Every fact can be told in a sentence."""

from string import Formatter

import pytest

from eventlog.events import event_types
from projects.timeline import SENTENCES

OURS = [name for name in sorted(event_types()) if not name.startswith("tests.")]


@pytest.mark.parametrize("name", OURS)
def test_each_fact_has_a_sentence_made_of_its_own_fields(name: str) -> None:
    payload = event_types()[name]
    said = SENTENCES[payload]
    if isinstance(said, str):
        named = {field.split(".")[0] for _, field, _, _ in Formatter().parse(said) if field}
        assert named <= {*payload.__struct_fields__, "name_of_subject"}
