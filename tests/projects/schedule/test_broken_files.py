"""Small files of every format, broken on purpose: a refusal that says what and where, no traceback."""

import gzip
import io
import zipfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.schedule.errors import Problem, ScheduleError, UnreadableSchedule
from projects.schedule.network import Network
from projects.schedule.reading import read_schedule
from tests.projects.schedule import mspdi_text, pmxml_text, xer_text
from tests.projects.schedule.mspdi_text import after, task
from tests.projects.schedule.pmxml_text import activity, relationship

Breaking = Callable[[bytes], bytes]
BOMB = (
    b"<!DOCTYPE x ["
    + b'<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'

MSPDI = mspdi_text.mspdi(
    mspdi_text.project(
        task(1, 16, Name="Set switchgear"),
        task(2, 8, PredecessorLink=after(1, lag=4800)),
        task(3, Summary=1),
        task(4, 24, OutlineLevel=2, ConstraintType=4, ConstraintDate="2024-02-05T08:00:00"),
        task(5, 0, PredecessorLink=[after(2), after(3)], Deadline="2024-03-01T17:00:00"),
    )
)
PMXML = pmxml_text.pmxml(
    pmxml_text.project(
        [
            activity(100, "A", 20, PrimaryConstraintType="Start On or After")
            | {"PrimaryConstraintDate": "2024-01-03T08:00:00"},
            activity(101, "B", 12),
            activity(102, "C", 0, Type="Finish Milestone"),
        ],
        [relationship(100, 101, lag=4), relationship(101, 102)],
    )
)
XER = xer_text.xer(xer_text.tables())
CSV = {
    "activities.csv": b"id,name,likely_days,constraints,calendar\n"
    b"A,Set,2,start_on 2024-01-03,tens\nB,Test,3,,\nC,Done,0,,\n",
    "links.csv": b"predecessor,successor,type,lag_days\nA,B,SS,1\nB,C,,\n",
    "calendars.csv": b"calendar,minutes_per_day,day,shifts\ntens,600,Mon,07:00-17:00\n",
    "options.csv": b"setting,value\ndata_date,2024-01-01\n",
}


def put(old: bytes, new: bytes) -> Breaking:
    def breaking(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return breaking


def into_root(what: bytes) -> Breaking:
    return lambda content: content.replace(b"?>\n", b"?>\n" + what, 1)


Case = tuple[bytes, Breaking, set[tuple[str, str | None, str | None]]]
CASES: dict[str, Case] = {
    "mspdi cut short": (MSPDI, lambda c: c[:-40], {("xml_malformed", None, None)}),
    "mspdi without its end": (MSPDI, put(b"</Project>", b""), {("xml_malformed", None, None)}),
    "mspdi in the wrong encoding": (
        MSPDI,
        put(b"switchgear", b"Schalts\xe4tze"),
        {("xml_malformed", None, None)},
    ),
    "mspdi in an encoding that is none": (
        MSPDI,
        put(b'"utf-8"', b'"klingon"'),
        {("xml_malformed", None, None)},
    ),
    "mspdi with a bomb": (MSPDI, into_root(BOMB), {("xml_has_document_type", None, None)}),
    "mspdi that reads a file": (
        MSPDI,
        into_root(OUTSIDE),
        {("xml_has_document_type", None, None)},
    ),
    "mspdi of another program": (
        MSPDI,
        lambda c: c.replace(b"Project xmlns", b"Plan xmlns").replace(b"/Project>", b"/Plan>"),
        {("schedule_format_unknown", None, None)},
    ),
    "mspdi without tasks": (
        MSPDI,
        lambda c: c[: c.index(b"<Tasks>")] + b"</Project>",
        {("schedule_has_no_activities", "Task", None)},
    ),
    "mspdi with a bad date, duration and number": (
        MSPDI,
        lambda c: put(b"2024-02-05T", b"2024-02-30T")(
            put(b"PT16H0M0S", b"16 h")(put(b">4800<", b">soon<")(c))
        ),
        {
            ("not_a_date", "Task", "ConstraintDate"),
            ("not_a_duration", "Task", "Duration"),
            ("not_a_number", "PredecessorLink", "LinkLag"),
        },
    ),
    "mspdi with a link to nowhere, one of no kind, and a task twice": (
        MSPDI,
        lambda c: put(b"</PredecessorUID>\n<Type>1<", b"</PredecessorUID>\n<Type>8<")(
            put(b"<PredecessorUID>1<", b"<PredecessorUID>77<")(put(b"<UID>4<", b"<UID>5<")(c))
        ),
        {
            ("link_to_unknown_activity", "PredecessorLink", "PredecessorUID"),
            ("unknown_link_type", "PredecessorLink", "Type"),
            ("duplicate_activity", "Task", "UID"),
        },
    ),
    "mspdi with a constraint and a day of no kind": (
        MSPDI,
        lambda c: put(b"<ConstraintType>4<", b"<ConstraintType>9<")(
            put(b"<DayType>7<", b"<DayType>8<")(put(b"12:00:00", b"25:00:00")(c))
        ),
        {
            ("unknown_constraint", "Task", "ConstraintType"),
            ("not_a_day", "WeekDay", "DayType"),
            ("not_a_time", "WeekDay", "ToTime"),
        },
    ),
    "mspdi with a cycle": (
        MSPDI,
        put(
            b"<ConstraintType>0</ConstraintType>",
            b"<PredecessorLink><PredecessorUID>2</PredecessorUID></PredecessorLink>",
        ),
        {("schedule_has_cycle", None, None)},
    ),
    "mspdi nested without end": (
        MSPDI,
        put(b"<Tasks>", b"<Tasks>" + b"<Task>" * 5_000),
        {("xml_malformed", None, None)},
    ),
    "mspdi with elements of any number of names": (
        MSPDI,
        put(b"<WeekDays>", b"".join(b"<x%d/>" % n for n in range(5_000)) + b"<WeekDays>"),
        {("xml_malformed", None, None)},
    ),
    "pmxml cut short": (PMXML, lambda c: c[: len(c) // 2], {("xml_malformed", None, None)}),
    "pmxml with a bomb": (PMXML, into_root(BOMB), {("xml_has_document_type", None, None)}),
    "pmxml with tags that cross": (
        PMXML,
        put(b"</Activity>", b"</Relationship>"),
        {("xml_malformed", None, None)},
    ),
    "pmxml of another program": (
        PMXML,
        lambda c: c.replace(b"APIBusinessObjects", b"Objects"),
        {("schedule_format_unknown", None, None)},
    ),
    "pmxml without activities": (
        PMXML,
        lambda c: c.replace(b"Activity>", b"Chore>"),
        {("schedule_has_no_activities", "TASK", None)},
    ),
    "pmxml with a bad date and numbers": (
        PMXML,
        lambda c: put(b"<PlannedDuration>20<", b"<PlannedDuration>nan<")(
            put(b"<Lag>4<", b"<Lag>1e99<")(put(b"2024-01-03T08", b"2024-13-03T08")(c))
        ),
        {
            ("not_a_number", "Activity", "PlannedDuration"),
            ("not_a_number", "Relationship", "Lag"),
            ("not_a_date", "Activity", "PrimaryConstraintDate"),
        },
    ),
    "pmxml with an activity twice and a link to nowhere": (
        PMXML,
        lambda c: put(b"<Id>B<", b"<Id>A<")(
            put(b"<SuccessorActivityObjectId>102<", b"<SuccessorActivityObjectId>7<")(c)
        ),
        {
            ("duplicate_activity", "Activity", "Id"),
            ("link_to_unknown_activity", "Relationship", "SuccessorActivityObjectId"),
        },
    ),
    "pmxml with a calendar of no day and no time": (
        PMXML,
        lambda c: put(b">Monday<", b">Moonday<")(put(b"11:59:00", b"noon")(c)),
        {
            ("not_a_day", "StandardWorkHours", "DayOfWeek"),
            ("not_a_time", "WorkTime", "Finish"),
        },
    ),
    "pmxml with work of negative length": (
        PMXML,
        put(b"<RemainingDuration>12<", b"<RemainingDuration>-12<"),
        {("negative_duration", "Activity", "RemainingDuration")},
    ),
    "pmxml with a cycle": (
        PMXML,
        put(b"<SuccessorActivityObjectId>102<", b"<SuccessorActivityObjectId>100<"),
        {("schedule_has_cycle", None, None)},
    ),
    "nothing at all": (b"", bytes, {("schedule_format_unknown", None, None)}),
    "a web page": (
        b"<html><body>Sign in</body></html>",
        bytes,
        {("schedule_format_unknown", None, None)},
    ),
    "xml in name only": (b"<", bytes, {("xml_malformed", None, None)}),
}


def refused(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(ScheduleError) as refusal:
        Network(read_schedule("upload", content))
    assert "\n" not in str(refusal.value)
    if isinstance(refusal.value, UnreadableSchedule):
        return refusal.value.problems
    return (refusal.value.problem,)


@pytest.mark.parametrize("content", [MSPDI, PMXML, XER, CSV])
def test_the_whole_files_are_read(content: bytes | dict[str, bytes]) -> None:
    assert Network(read_schedule("upload", content)).activities


@pytest.mark.parametrize("name", CASES)
def test_a_broken_file_is_refused_for_all_that_is_broken(name: str) -> None:
    content, breaking, expected = CASES[name]
    broken = breaking(content)
    problems = refused(broken)

    assert {(problem.code, problem.table, problem.field) for problem in problems} == expected
    for packed in (
        (gzip.compress(broken), zipped({"plan.xml": broken})) if broken[:1] == b"<" else ()
    ):
        assert {p.code for p in refused(packed)} == {code for code, _, _ in expected}


def test_a_problem_names_the_line_in_which_its_record_begins() -> None:
    (problem,) = refused(MSPDI.replace(b"PT16H0M0S", b"long"))

    assert problem.row == MSPDI.decode().splitlines().index("<Task>") + 1


def zipped(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_may_hold_one_schedule_of_any_format() -> None:
    for content in (MSPDI, PMXML, XER):
        member = "export/plan.XER" if content is XER else "plan.xml"
        packed = read_schedule("upload.zip", zipped({member: content, "read me.txt": b""}))
        assert packed == read_schedule("upload", content)


def test_a_member_of_a_zip_without_a_name_is_passed_over() -> None:
    packed = zipped({"no name": b"", "plan.xer": XER}).replace(b"no name", b"\0" * 7)
    assert read_schedule("upload.zip", packed) == read_schedule("plan.xer", XER)


def test_a_zip_with_the_same_table_twice_is_not_guessed_at() -> None:
    both = {f"{folder}/{name}": content for folder in "ab" for name, content in CSV.items()}

    assert {problem.code for problem in refused(zipped(both))} == {"schedule_archive_unreadable"}


changes = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 6),
        st.one_of(
            st.binary(max_size=4),
            st.sampled_from(
                [b"\t", b"\r\n", b"<", b">", b"&#0;", b"-", b"\xff", b"9" * 12, b"%R\t", b",", b'"']
            ),
        ),
    ),
    min_size=1,
    max_size=6,
)


def damaged(content: bytes, damage: list[tuple[float, int, bytes]]) -> bytes:
    broken = bytearray(content)
    for place, length, new in damage:
        at = int(place * len(broken))
        broken[at : at + length] = new
    return bytes(broken)


@pytest.mark.parametrize(
    "content",
    [MSPDI, PMXML, XER, gzip.compress(MSPDI, mtime=0), zipped(CSV)],
    ids=lambda c: repr(c[:9]),
)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damage=changes)
def test_whatever_bytes_are_damaged_only_refusals_come_out(
    content: bytes, damage: list[tuple[float, int, bytes]]
) -> None:
    with suppress(ScheduleError):
        Network(read_schedule("upload", damaged(content, damage)))


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(CSV)), damage=changes)
def test_whatever_cells_are_damaged_only_refusals_come_out(
    name: str, damage: list[tuple[float, int, bytes]]
) -> None:
    with suppress(ScheduleError):
        Network(read_schedule("upload", CSV | {name: damaged(CSV[name], damage)}))
