"""From a story to the diary of its site: every fact in the day's order, ready to be recorded."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from config.story.as_built import Worked, as_built, planned
from config.story.calendars import CALENDARS
from config.story.diary import Diary
from config.story.feeding import tell_ground
from config.story.gates import tell_gates
from config.story.labor_told import counted, tell_labor
from config.story.script import TOLD_UNTIL, Gang, Purchase, Story
from config.story.service import tell_service
from config.story.supplies import order_number, tell_mishap, tell_stages
from config.story.systems import tell_systems
from config.story.telling_money import tell_money, terms_of
from eventlog.doors.inputs import Upload
from labor import commands as labor
from labor.productivity import CrewMix
from projects import commands as projects
from projects.models import holidays_of, shifts_of
from projects.planning import commands as planning
from projects.schedule.model import Schedule, WorkCalendar
from projects.schedule.reading import read_schedule
from projects.streams import activity_id, project_stream
from sites import commands as sites
from supply import commands as supply
from supply.events import SlipCause, Stage

REFERENCE = Path(__file__).resolve().parents[2] / "projects" / "reference"
PLANNER, FOREMAN, BUYER = "planner", "site manager", "procurement"

MADE = ((Stage.RELEASED, 1.0),)
"""How much of submittals, approval and release lies behind when a stage is completed."""

BROUGHT = ((Stage.FABRICATED, 0.84), (Stage.SHIPPED, 0.95))
"""The same of fabrication and shipping: the shares of DOMAIN.md D.2."""

REPORTS_FROM = date(2026, 1, 1)
"""Before that nobody reported what was left of an activity: it is taken to have run as planned."""

SETTLED_AFTER = timedelta(days=14)
"""What began later than this before a status day is taken to run as planned."""

TELLING_SLIP = timedelta(days=6)
"""A supplier says nothing of a week."""


def diary_of(story: Story) -> Diary:
    """All that is recorded of one site."""
    plan = plan_of(story)
    course = as_built(plan, story.course, story.gangs, lot=story.project)
    diary = Diary(story.place.code, story.place.zone)
    _tell_beginning(diary, story)
    tell_money(diary, story)
    for day, cause in story.course.lost.items():
        inputs = {"site": story.place.code, "on": day, "cause": cause}
        diary.note(day, sites.lose_weather_day, "weather", by=FOREMAN, inputs=inputs)
    for gang in story.gangs:
        _tell_gang(diary, story, gang)
    went = {work.activity.code: work for work in course}
    promised = planned(plan)
    for purchase in story.purchases:
        _tell_purchase(diary, purchase, went, promised)
    for mishap in story.mishaps:
        tell_mishap(diary, mishap)
    for work in course:
        _tell_work(diary, story, work)
    tell_systems(diary, story, went)
    tell_ground(diary, story, went, promised)
    tell_labor(diary, story)
    tell_gates(diary, story, went)
    tell_service(diary, story, went)
    return diary


def plan_of(story: Story) -> Schedule:
    """The schedule as the import reads it: in working days from the first day of the project."""
    (card,) = (card for card in CALENDARS if card.code == story.calendar)
    shifts = shifts_of(card.shifts)
    calendar = WorkCalendar(
        code=card.code,
        name=card.name,
        week=(shifts,) * 5 + ((), ()),
        exceptions=dict.fromkeys(holidays_of(card.text), ()),
        minutes_per_day=sum(finish - start for start, finish in shifts),
    )
    begins = datetime.combine(story.starts_on, time())
    return read_schedule(REFERENCE / story.schedule, data_date=begins, calendar=calendar)


@lru_cache(maxsize=4)
def schedule_file(name: str) -> Upload:
    """A reference schedule as one file: stored and undated, so that its bytes are always the same."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for part in ("activities.csv", "links.csv"):
            archive.writestr(zipfile.ZipInfo(part), (REFERENCE / name / part).read_bytes())
    return Upload(f"{name}.zip", packed.getvalue())


def status_days(after: date) -> Iterator[date]:
    """When schedules are updated and heads are counted: each month's last weekday, and the end."""
    month = after.replace(day=1)
    while month <= TOLD_UNTIL:
        month = (month + timedelta(days=32)).replace(day=1)
        day = weekday_before(month)
        if after < day < TOLD_UNTIL:
            yield day
    if after < TOLD_UNTIL:
        yield TOLD_UNTIL


def weekday_before(day: date) -> date:
    """The last weekday before a day."""
    return day - timedelta(days={0: 3, 6: 2}.get(day.weekday(), 1))


def _tell_beginning(diary: Diary, story: Story) -> None:
    registered = {
        "code": story.project,
        "name": story.name,
        "site": story.place.code,
        "kind": story.kind,
        "starts_on": story.starts_on,
        "calendar": story.calendar,
    }
    imported = {"project_id": project_stream(story.project), "file": schedule_file(story.schedule)}
    signed = {
        "code": story.contract,
        "customer": story.customer,
        "project": story.project,
        "on": story.signed_on,
        **terms_of(story),
    }
    begun = story.starts_on
    diary.note(begun, projects.register_project, story.project, by=PLANNER, inputs=registered)
    diary.note(begun, planning.import_schedule, story.schedule, by=PLANNER, inputs=imported)
    agreed = {"project_id": project_stream(story.project), "name": "Contract"}
    diary.note(
        story.signed_on, projects.sign_contract, story.contract, by="contracts", inputs=signed
    )
    later = max(begun, story.signed_on)
    diary.note(later, planning.set_baseline, story.contract, by=PLANNER, inputs=agreed)


def _tell_work(diary: Diary, story: Story, work: Worked) -> None:
    """Its start, what was left of it at the end of each month, and its finish."""
    code = work.activity.code
    of_activity = {"activity_id": activity_id(story.project, code)}
    if work.is_milestone:
        inputs = {**of_activity, "on": work.ends_on}
        diary.note(work.ends_on, projects.reach_milestone, code, by=PLANNER, inputs=inputs)
        return
    inputs = {**of_activity, "on": work.starts_on}
    diary.note(work.starts_on, projects.start_activity, code, by=PLANNER, inputs=inputs)
    for day in status_days(work.starts_on + SETTLED_AFTER):
        if REPORTS_FROM <= day < work.ends_on and not _is_bought(work):
            left = {**of_activity, "on": day, "remaining_days": work.remaining_days(day)}
            diary.note(day, projects.progress_activity, code, by=PLANNER, inputs=left)
    inputs = {**of_activity, "on": work.ends_on}
    diary.note(work.ends_on, projects.finish_activity, code, by=PLANNER, inputs=inputs)


def _is_bought(work: Worked) -> bool:
    """Made by a supplier: of that the orders tell."""
    return bool(work.activity.package) and work.activity.phase == "PROCURE"


def _tell_gang(diary: Diary, story: Story, gang: Gang) -> None:
    site = story.place.code
    first, *changes = sorted(gang.mixes)
    named = {"site": site, "name": gang.name, "craft": gang.craft, "on": first}
    inputs = {**named, **_heads(gang.mixes[first])}
    diary.note(first, labor.mobilise_crew, gang.name, by=FOREMAN, inputs=inputs)
    crew = labor.crew_stream(site, gang.name)
    for day in sorted({*changes, *_counting_days(first, steady=not changes)}):
        if day <= gang.until:
            inputs = {"crew_id": crew, "on": day, **_heads(counted(site, gang, day))}
            diary.note(day, labor.report_mix, gang.name, by=FOREMAN, inputs=inputs)
    if gang.until < TOLD_UNTIL:
        inputs = {"crew_id": crew, "on": gang.until}
        diary.note(gang.until, labor.demobilise_crew, gang.name, by=FOREMAN, inputs=inputs)


def _counting_days(first: date, *, steady: bool) -> Iterator[date]:
    """A crew whose mix stands is counted at the end of each quarter, any other every month."""
    return (day for day in status_days(first) if not steady or day.month % 3 == 0)


def _heads(mix: CrewMix) -> dict[str, Any]:
    years = {f"apprentices_year_{y}": n for y, n in enumerate(mix.apprentices_by_year, start=1)}
    return {
        "journeypersons": mix.journeypersons,
        "foremen": mix.foremen,
        "helpers": mix.helpers,
        **years,
    }


def _tell_purchase(
    diary: Diary, purchase: Purchase, went: Mapping[str, Worked], promised: Mapping[str, date]
) -> None:
    released = went[f"PR-{purchase.package}-10"]
    made = went[f"PR-{purchase.package}-20"]
    promise = promised[made.activity.code]
    number = order_number(purchase.package)
    order = supply.order_stream(diary.site, number)
    placed = {
        "site": diary.site,
        "number": number,
        "package": purchase.package,
        "supplier": purchase.supplier,
        "description": purchase.what,
        "promised_on": promise,
        "on": released.starts_on,
    }
    diary.note(released.starts_on, supply.place_order, number, by=BUYER, inputs=placed)
    tell_stages(diary, purchase, released.starts_on, _fabricated(made, promise))
    for stage, day in _stages(released, made, promise):
        inputs = {"order_id": order, "stage": stage, "on": day}
        diary.note(day, supply.complete_stage, f"{number}/{stage}", by=BUYER, inputs=inputs)
    for day, (now_promised, cause) in _moves(purchase, made, promise):
        moved = {"order_id": order, "promised_on": now_promised, "cause": cause, "on": day}
        diary.note(day, supply.move_promise, number, by=BUYER, inputs=moved)
    delivered = {"order_id": order, "on": made.ends_on}
    diary.note(made.ends_on, supply.record_delivery, number, by=BUYER, inputs=delivered)


def _stages(released: Worked, made: Worked, promise: date) -> Iterator[tuple[Stage, date]]:
    for stage, share in MADE:
        yield stage, part_way(released.starts_on, released.ends_on, share)
    for stage, share in BROUGHT:
        yield (
            stage,
            part_way(made.starts_on, min(made.ends_on, max(promise, made.starts_on)), share),
        )


def _fabricated(made: Worked, promise: date) -> date:
    """When the works will have made it, by the supplier's first promise."""
    ((stage, share), *_) = BROUGHT
    assert stage is Stage.FABRICATED
    return part_way(made.starts_on, max(promise, made.starts_on), share)


def _moves(
    purchase: Purchase, made: Worked, promise: date
) -> Iterator[tuple[date, tuple[date, SlipCause]]]:
    if purchase.moves:
        yield from purchase.moves.items()
    elif made.ends_on - promise > TELLING_SLIP:
        on = part_way(made.starts_on, promise, 0.5)
        yield on, (made.ends_on, SlipCause.COMPONENT_SHORTAGE)


def part_way(begins: date, ends: date, share: float) -> date:
    """A weekday at a share of the time between two days."""
    day = begins + timedelta(days=round((ends - begins).days * share))
    return day if day.weekday() < 5 else max(weekday_before(day), begins)
