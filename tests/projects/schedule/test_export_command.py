"""manage.py export_schedule, from files; tests/projects/test_exporting.py has the stored ones."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from projects.schedule.reading import read_schedule
from tests.projects.schedule.build import at
from tests.projects.schedule.same import PLANNED, network
from tests.projects.schedule.xer_text import tables, xer


def exported(*arguments: object) -> str:
    out = StringIO()
    call_command("export_schedule", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    path = tmp_path / "hall.xer"
    path.write_bytes(xer(tables()))
    return path


@pytest.mark.parametrize(("target", "name"), [("xer", "a.xer"), ("csv", "a.zip"), ("csv", "a")])
def test_a_file_is_converted_without_a_database(
    hall: Path, tmp_path: Path, target: str, name: str
) -> None:
    said = exported(hall, f"--format={target}", f"--output={tmp_path / name}")

    again, before = read_schedule(tmp_path / name), read_schedule(hall)
    assert network(again, but=PLANNED) == network(before, but=PLANNED)
    assert said.splitlines()[-1] == f"{tmp_path / name}: 3 activities, 2 links."


def test_what_the_format_cannot_hold_is_said(hall: Path, tmp_path: Path) -> None:
    said = exported(hall, "--format=mspdi", f"--output={tmp_path / 'hall.xml'}")

    assert "it does not keep the settings lag calendar" in said
    assert read_schedule(tmp_path / "hall.xml").data_date == at("2024-01-01T00:00")


def test_without_an_output_nothing_is_overwritten(
    hall: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = hall.read_bytes()

    with pytest.raises(CommandError, match=r"hall\.xer exists"):
        exported(hall, "--format=xer")
    exported(hall, "--format=mspdi")

    assert hall.read_bytes() == before
    assert (tmp_path / "hall.xml").exists()


def test_a_file_that_cannot_be_read_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="there is no file"):
        exported(tmp_path / "none.xer", "--format=csv")
