"""The page fragment of a schedule's quality, and the command that prints the same."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string

from projects.quality import quality_view
from projects.schedule.model import Schedule
from projects.schedule.quality.assessing import as_plain
from tests.projects.schedule.build import link, schedule, task
from tests.projects.schedule.conftest import PROJECT_ROOT, ref72
from tests.projects.schedule.quality.judging import chain, in_line, judge

__all__ = ["ref72"]

REF72 = PROJECT_ROOT / "projects/reference/ref72"


def page_of(plan: Schedule) -> str:
    """The words of the page, without its markup or line breaks."""
    html = render_to_string("projects/quality.html", {"quality": quality_view(judge(plan))})
    return " ".join(html.split())


def loose_ends(count: int) -> Schedule:
    loose = [task(f"B{i:02}", 1) for i in range(count)]
    work = chain(3)
    return schedule([*work, *loose], [*in_line(work), *(link(f"A1 FS {b.code}") for b in loose)])


def test_the_page_shows_twenty_offenders_and_counts_the_rest() -> None:
    page = page_of(loose_ends(23))

    assert 'B19 <span class="slip-note">no successor</span>' in page
    assert "B20 <" not in page
    assert "and 3 more" in page
    assert "and 3 more" not in page_of(loose_ends(20))


def test_the_page_tells_what_was_not_assessed_from_what_passed() -> None:
    page = page_of(loose_ends(0))

    assert '<span class="slip-note">not assessed</span>' in page
    assert "9 of 9 assessed passed, 5 not assessed" in page
    assert '<dd class="slip-good">allowed</dd>' in page


def test_the_page_says_why_a_schedule_must_not_be_simulated() -> None:
    page = page_of(loose_ends(2))

    assert '<dd class="slip-bad">refused</dd>' in page
    assert "2 activities lack a predecessor or a successor" in page


def test_the_page_escapes_what_a_file_calls_its_activities() -> None:
    page = page_of(schedule([*chain(2), task("<b>", 1)], in_line(chain(2))))

    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def dcma(*arguments: str) -> tuple[list[str], str]:
    """Lines printed, and what was said of the files that could not be read."""
    out, err = StringIO(), StringIO()
    call_command("dcma", *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def test_the_command_prints_one_object_a_line_per_path(ref72: Schedule) -> None:
    lines, _ = dcma(str(REF72), str(REF72), "--json")

    assert len(lines) == 2
    assert json.loads(lines[0]) == {"path": str(REF72), **as_plain(judge(ref72))}


def test_the_command_prints_a_table_that_a_person_can_read() -> None:
    lines, _ = dcma(str(REF72))
    text = "\n".join(lines)

    assert " 1 Logic                passed         <= 5 %  0.0 %, 0 of 198" in lines
    assert " 4 Relationship types   FAILED        >= 90 %  60.5 %, 267 of 441" in lines
    assert "11 Missed tasks         not assessed   <= 5 %  the file holds no baseline" in lines
    assert "score: 70% of the 10 checks assessed passed" in text
    assert "nothing stands against it" in text


def test_the_command_says_what_it_cannot_read_and_judges_the_rest(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xer"
    broken.write_text("no schedule")
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("dcma", str(broken), str(REF72), "--json", stdout=out, stderr=err)

    assert ended.value.code == 1
    refused, judged = map(json.loads, out.getvalue().splitlines())
    assert refused["error"]["code"] == "schedule_format_unknown"
    assert judged["name"] == "ref72"
    assert err.getvalue().startswith(f"{broken}: ")
    assert len(err.getvalue().splitlines()) == 1


def test_the_command_takes_planned_dates_for_a_baseline_when_told() -> None:
    (line,), _ = dcma(str(REF72), "--json", "--planned-as-baseline")
    plain = json.loads(line)

    assert plain["baseline"] == "planned_dates"
    assert plain["checks"][10]["reason"] == "no activity has planned dates"
