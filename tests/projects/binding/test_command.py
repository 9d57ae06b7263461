"""manage.py binding."""

import io
import json
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from eventlog.log import tail_position
from projects import forecasting
from tests.projects.building import Build


def test_it_says_what_binds_and_the_same_as_json(build: Build, sign: Callable[..., None]) -> None:
    sign(a=date(2026, 9, 1), c=date(2029, 1, 8))
    forecasting.forecast(build.code, as_of=tail_position(), iterations=64)
    words, told = io.StringIO(), io.StringIO()

    call_command("binding", build.code, stdout=words)
    call_command("binding", build.code, "--json", stdout=told)

    assert "Supply binds since 7 Jan 2025" in words.getvalue()
    assert "through PR-XFMR-20" in words.getvalue()
    kinds = json.loads(told.getvalue())["tranches"][0]["kinds"]
    assert kinds[0]["kind"] == "supply"


def test_a_project_without_a_contract_is_refused(build: Build) -> None:
    with pytest.raises(CommandError, match="contract"):
        call_command("binding", build.code)
