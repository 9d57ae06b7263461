from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from eventlog.corrections import correct
from labor.commands import report_mix
from labor.events import Shift
from labor.models import Crew, ShiftPattern, WorkedWeek
from labor.queries import drivers_as_of
from labor.weeks.commands import report_week, set_shift_pattern
from labor.weeks.queries import weeks_as_of, weeks_of
from sites.uncertainty import ShortWeek
from tests.factories import (
    APRIL_1,
    MARCH_2,
    MAY_1,
    MAY_4,
    NOWHERE,
    TOMORROW,
    a_crew,
    refused,
    said,
)

pytestmark = pytest.mark.django_db
SIXTY = {"hours_per_day": Decimal(10), "days_per_week": 6}


def week(crew: Any = None, **more: Any) -> int:
    given = {"straight_hours": Decimal(40_000), "on": MAY_1, "meta": said(), **more}
    return report_week(crew_id=crew or a_crew(), **given).position


def test_a_pattern_stands_on_its_crew_and_in_the_history() -> None:
    crew = a_crew()
    set_shift_pattern(crew_id=crew, on=APRIL_1, meta=said(), **SIXTY)
    set_shift_pattern(
        crew_id=crew,
        hours_per_day=Decimal(8),
        days_per_week=5,
        shift=Shift.NIGHT,
        on=MAY_4,
        meta=said(),
    )

    row = Crew.objects.get(pk=crew)
    assert (row.shift, row.hours_per_day, row.days_per_week) == ("night", Decimal(8), 5)
    patterns = ShiftPattern.objects.order_by("on").values_list("hours_per_day", flat=True)
    assert list(patterns) == [10, 8]


def test_a_second_report_of_a_week_replaces_the_first() -> None:
    crew = a_crew()
    week(crew, on=MAY_1)
    week(crew, straight_hours=Decimal(38_000), on=MAY_1)
    week(crew, on=MAY_4)

    assert [(row.week, row.straight_hours) for row in WorkedWeek.objects.order_by("week")] == [
        (MAY_1.replace(month=4, day=27), Decimal(38_000)),
        (MAY_4, Decimal(40_000)),
    ]


def test_a_quantity_is_kept_with_its_unit() -> None:
    week(quantity=Decimal("1250.5"), unit=" m of tray ", earned_hours=Decimal(30_000))

    row = WorkedWeek.objects.get()
    assert (row.quantity, row.unit, row.earned_hours) == (
        Decimal("1250.5"),
        "m of tray",
        Decimal(30_000),
    )


def test_a_corrected_week_changes_what_was_measured() -> None:
    crew = a_crew()
    at = week(crew, earned_hours=Decimal(10_000))
    before = weeks_of("NTX")["ELEC"][-1].m.p50
    correct(position=at, payload={"earned_hours": "30000"}, reason="A digit was lost", meta=said())

    assert weeks_of("NTX")["ELEC"][-1].m.p50 > before


def test_the_weeks_can_be_asked_for_as_of_a_past_position() -> None:
    crew = a_crew()
    at = week(crew)
    report_mix(crew_id=crew, journeypersons=20, on=MAY_4, meta=said())

    assert weeks_as_of("NTX", at)["ELEC"][-1].heads == 1000
    assert weeks_of("NTX")["ELEC"][-1].heads == 20


def test_a_forecast_hears_overtime_absence_and_the_measured_mile() -> None:
    crew = a_crew()
    (plain,) = drivers_as_of("NTX", 10**9)
    set_shift_pattern(crew_id=crew, on=APRIL_1, meta=said(), **SIXTY)
    (overtime,) = drivers_as_of("NTX", 10**9)
    week(crew, overtime_hours=Decimal(14_000), absence_percent=Decimal(10))
    (absent,) = drivers_as_of("NTX", 10**9)
    at = week(crew, overtime_hours=Decimal(14_000), earned_hours=Decimal(20_000), on=MAY_1)
    (measured,) = drivers_as_of("NTX", 10**9)

    assert overtime.median == pytest.approx(plain.median * 1.5 * 0.90)  # the first week of 60
    assert absent.median < overtime.median
    assert measured.log_sd != plain.log_sd
    assert "m measured as" in measured.cause.label
    assert at in measured.cause.positions


def test_heads_that_the_schedule_lacks_slow_the_work() -> None:
    a_crew()
    later = APRIL_1 + timedelta(weeks=1)
    (enough,) = drivers_as_of("NTX", 10**9, {"ELEC": {APRIL_1: 400.0, later: 1000.0}})
    (short,) = drivers_as_of("NTX", 10**9, {"ELEC": {APRIL_1: 1000.0, later: 4000.0}})

    assert enough.short == ()
    assert short.short == (ShortWeek(week=later, covered=0.25),)
    assert short.median == enough.median  # of an hour that is worked, not of those that are not
    assert short.cause.label.endswith(", up to 3,000 heads short of the schedule in 1 week")


@pytest.mark.parametrize(
    ("code", "field", "given"),
    [
        ("impossible_hours", "hours_per_day", {"hours_per_day": Decimal(25)}),
        ("impossible_hours", "hours_per_day", {"hours_per_day": Decimal(0)}),
        (
            "impossible_hours",
            "scheduled_hours_per_week",
            {"scheduled_hours_per_week": Decimal(0)},
        ),
        ("impossible_days", "days_per_week", {"days_per_week": 8}),
        ("before_mobilised", "on", {"on": MARCH_2}),
        ("day_in_future", "on", {"on": TOMORROW}),
        ("unknown_crew", "crew_id", {"crew_id": NOWHERE}),
    ],
)
def test_an_impossible_pattern_is_refused(code: str, field: str, given: dict[str, Any]) -> None:
    crew = a_crew()
    with refused(code, field):
        set_shift_pattern(**{"crew_id": crew, "on": MAY_1, "meta": said(), **SIXTY, **given})


@pytest.mark.parametrize(
    ("code", "field", "given"),
    [
        ("negative_amount", "straight_hours", {"straight_hours": Decimal(-1)}),
        ("negative_amount", "earned_hours", {"earned_hours": Decimal(-1)}),
        ("too_large_amount", "quantity", {"quantity": Decimal(10**12), "unit": "m"}),
        ("more_hours_than_heads", "straight_hours", {"straight_hours": Decimal(168_001)}),
        ("apprentice_hours_above_all", "apprentice_hours", {"apprentice_hours": Decimal(40_001)}),
        ("impossible_absence", "absence_percent", {"absence_percent": Decimal(101)}),
        (
            "earned_without_work",
            "earned_hours",
            {"straight_hours": Decimal(0), "earned_hours": Decimal(1)},
        ),
        ("quantity_without_unit", "unit", {"quantity": Decimal(7)}),
        ("quantity_without_unit", "unit", {"unit": "m"}),
        ("before_mobilised", "on", {"on": MARCH_2}),
        ("text_too_long", "unit", {"quantity": Decimal(7), "unit": "m" * 21}),
    ],
)
def test_an_impossible_week_is_refused(code: str, field: str, given: dict[str, Any]) -> None:
    crew = a_crew()
    with refused(code, field):
        week(crew, **given)


def test_a_week_is_reported_late_of_heads_that_have_left_since() -> None:
    crew = a_crew()
    report_mix(crew_id=crew, journeypersons=20, on=MAY_4, meta=said())
    week(crew, on=MAY_1)

    assert WorkedWeek.objects.get().straight_hours == 40_000
