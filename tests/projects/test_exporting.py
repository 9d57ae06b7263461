"""From the schedule that stands to a file."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projects.queries import standing_schedule
from projects.schedule.reading import read_schedule
from tests.projects.building import REF72
from tests.projects.schedule.same import PLANNED, network


def run(*arguments):
    out = StringIO()
    call_command("export_schedule", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("target", "suffix"), [("csv", "zip"), ("xer", "xer"), ("mspdi", "xml")])
def test_a_stored_schedule_comes_back_with_what_other_tools_have_no_place_for(
    registered, tmp_path, target, suffix
):
    """Craft, package and the range of each duration travel in user-defined fields."""
    call_command("import_schedule", str(REF72), f"--project={registered.code}", stdout=StringIO())
    output = tmp_path / f"out.{suffix}"

    run(f"--project={registered.code}", f"--format={target}", f"--output={output}")

    but = PLANNED | ({"wbs"} if target == "xer" else set())
    again = network(read_schedule(output), but=but)
    before = network(standing_schedule(registered.code), but=but)
    assert again["activities"] == before["activities"]
    assert again["links"] == before["links"]


def test_a_project_without_a_schedule_is_refused(registered):
    with pytest.raises(CommandError, match=f"Project {registered.code} has no schedule yet"):
        run(f"--project={registered.code}", "--format=csv")


def test_neither_a_path_nor_a_project_is_refused():
    with pytest.raises(CommandError, match="Give the path of a file, or --project"):
        run("--format=csv")
