import gzip
import io
import json
from pathlib import Path

import pytest

from projects.management.commands.cpm import Command
from projects.schedule.archives import unpacked
from projects.schedule.errors import ArchiveUnreadable, FileMissing, FileTooLarge, UnknownFormat
from projects.schedule.model import SourceFormat
from projects.schedule.reading import read_schedule
from tests.projects.schedule.conftest import PROJECT_ROOT
from tests.projects.schedule.xer_text import row, tables, xer

REF72 = PROJECT_ROOT / "projects/reference/ref72"


def test_the_reader_is_chosen_by_the_content_and_not_by_the_name(tmp_path: Path) -> None:
    odd = tmp_path / "schedule.txt"
    odd.write_bytes(gzip.compress(xer(tables())))

    assert read_schedule(odd).source is SourceFormat.XER
    assert read_schedule(REF72).source is SourceFormat.CSV
    assert read_schedule("upload", xer(tables())).name == "HALL"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"a picture", UnknownFormat),
        (b"", UnknownFormat),
        (gzip.compress(xer(tables()))[:-20], ArchiveUnreadable),
        (b"PK\x03\x04", ArchiveUnreadable),
    ],
)
def test_a_file_of_no_known_kind_is_refused(content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read_schedule("upload", content)


def test_a_gzip_that_unpacks_without_end_is_stopped() -> None:
    with pytest.raises(FileTooLarge):
        unpacked(gzip.compress(bytes(2_000_000)), most_bytes=1_000_000)


def test_a_path_to_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_schedule(tmp_path / "none.xer")


def run(*paths: object, as_json: bool = True, project: str | None = None) -> tuple[str, str, int]:
    out, err, code = io.StringIO(), io.StringIO(), 0
    command = Command(stdout=out, stderr=err, no_color=True)
    try:
        command.handle(paths=[str(path) for path in paths], project=project, json=as_json)
    except SystemExit as ended:
        code = int(ended.code or 0)
    return out.getvalue(), err.getvalue(), code


def test_cpm_prints_a_line_of_json_for_each_path(tmp_path: Path) -> None:
    hall = tmp_path / "hall.xer"
    hall.write_bytes(xer(tables()))

    out, err, code = run(REF72, hall)

    days, dates = (json.loads(line) for line in out.splitlines())
    assert (err, code) == ("", 0)
    assert days["project_finish"] == 523
    assert dates["project_finish"] == "2024-01-04T18:00"
    assert dates["path"] == str(hall)
    assert dates["activities"][1] == {
        "id": "B",
        "name": "Bleed and flush",
        "type": "task",
        "early_start": "2024-01-04T07:00",
        "early_finish": "2024-01-04T18:00",
        "late_start": "2024-01-04T07:00",
        "late_finish": "2024-01-04T18:00",
        "total_float_hours": 0,
        "free_float_hours": 0,
        "remaining_hours": 10,
        "critical": True,
        "on_longest_path": True,
    }


def test_cpm_says_beside_the_dates_how_they_were_computed(tmp_path: Path) -> None:
    rows = tables()
    rows["SCHEDOPTIONS"][0] |= {"sched_retained_logic": "N", "sched_progress_override": "Y"}
    rows["TASK"][1] |= {"status_code": "TK_Active", "act_start_date": "2023-12-28 07:00"}
    hall = tmp_path / "hall.xer"
    hall.write_bytes(xer(rows))

    out, _, _ = run(hall)

    found = json.loads(out)
    assert found["data_date"] == "2024-01-01T00:00"
    assert found["options"]["progress_rule"] == "progress_override"
    assert found["dropped"] == []
    assert any("B before A" in warning for warning in found["warnings"])


def test_cpm_says_in_a_line_what_is_wrong_and_prints_the_others(tmp_path: Path) -> None:
    cut = tmp_path / "cut.xer"
    cut.write_bytes(xer(tables())[:-60])

    out, err, code = run(cut, tmp_path / "none", REF72)

    assert code == 1
    assert len(err.splitlines()) == 2
    assert "cut short" in err
    refused, missing, read = (json.loads(line) for line in out.splitlines())
    assert (refused["path"], refused["error"]["code"]) == (str(cut), "xer_cut_short")
    assert missing["error"]["code"] == "schedule_file_missing"
    assert read["project_finish"] == 523


def test_cpm_names_every_problem_of_a_file(tmp_path: Path) -> None:
    rows = tables()
    rows["TASK"][0]["target_drtn_hr_cnt"] = "ten"
    rows["TASKPRED"][1]["pred_type"] = "PR_XX"
    wrong = tmp_path / "wrong.xer"
    wrong.write_bytes(xer(rows))

    out, err, code = run(wrong)

    assert code == 1
    assert "target_drtn_hr_cnt" in err
    assert "pred_type" in err
    problems = json.loads(out)["error"]["problems"]
    assert [(each["table"], each["field"]) for each in problems] == [
        ("TASK", "target_drtn_hr_cnt"),
        ("TASKPRED", "pred_type"),
    ]


def test_cpm_guesses_none_of_several_projects(tmp_path: Path) -> None:
    rows = tables()
    rows["TASK"].append(row("200", "Z", "Elsewhere", 10) | {"proj_id": "2"})
    both = tmp_path / "both.xer"
    both.write_bytes(xer(rows))

    out, err, code = run(both)
    assert (json.loads(out)["error"]["code"], code) == ("xer_has_several_projects", 1)
    assert "HALL (3 activities), 2 (1 activities)" in err

    out, _, _ = run(both, project="2")
    assert [each["id"] for each in json.loads(out)["activities"]] == ["Z"]


def test_cpm_without_json_is_a_table_for_people() -> None:
    out, _, _ = run(REF72, as_json=False)

    line = next(line for line in out.splitlines() if line.startswith("HC-320"))
    assert line.split()[1:7] == ["*", "523", "523", "523", "523", "0"]
