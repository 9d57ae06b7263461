"""Week by week, what the crews of a craft were and did."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from labor.events import Craft, Mix, Shift, ShiftPatternSet, WeekWorked
from labor.weeks.figures import craft_weeks
from labor.weeks.told import CrewTold

MONDAY = date(2026, 5, 4)
WEEK = timedelta(days=7)
NOBODY = Mix(
    general_foremen=0,
    foremen=None,
    journeypersons=0,
    apprentices_year_1=0,
    apprentices_year_2=0,
    apprentices_year_3=0,
    apprentices_year_4=0,
    apprentices_year_5=0,
    apprentices_of_unknown_year=0,
    helpers=0,
)


def mix(journeypersons: int, *years: int) -> Mix:
    heads = {f"apprentices_year_{year}": n for year, n in enumerate(years, start=1)}
    return replace(NOBODY, journeypersons=journeypersons, **heads)


THEN = mix(200, 160, 160, 160, 160, 160)
NOW = mix(20, 490, 245, 147, 69, 29)


def pattern(hours: int, days: int, on: date = MONDAY, shift: Shift = Shift.DAY) -> ShiftPatternSet:
    return ShiftPatternSet(
        site="NTX",
        name="E",
        craft=Craft.ELEC,
        shift=shift,
        hours_per_day=Decimal(hours),
        days_per_week=days,
        scheduled_hours_per_week=Decimal(40),
        on=on,
    )


def worked(number: int, straight: int, overtime: int = 0, **more: int) -> WeekWorked:
    """In the nth week after the first Monday."""
    given = {"absence_percent": None, "earned_hours": None, **more}
    return WeekWorked(
        site="NTX",
        name="E",
        craft=Craft.ELEC,
        straight_hours=Decimal(straight),
        overtime_hours=Decimal(overtime),
        apprentice_hours=None,
        quantity=None,
        unit="",
        on=MONDAY + number * WEEK + timedelta(days=6),
        **{k: None if v is None else Decimal(v) for k, v in given.items()},
    )


def weeks(*crews: CrewTold, count: int = 1):
    return craft_weeks(crews, until=MONDAY + count * WEEK - timedelta(days=1))


@pytest.mark.parametrize(
    ("counted", "p10", "p50", "p90"), [(THEN, 0.77, 0.82, 0.86), (NOW, 0.46, 0.54, 0.62)]
)
def test_both_crews_of_the_seed_have_the_multiplier_of_the_handbook(counted, p10, p50, p90):
    """DOMAIN.md C.7, [calc]: 200 journeypersons of 1,000 with equal years; 20 with boom years."""
    (week,) = weeks(CrewTold(counts=((MONDAY, counted),)))

    assert [round(x, 2) for x in (week.m.p10, week.m.p50, week.m.p90)] == [p10, p50, p90]
    assert week.m == week.formula


def test_ratio_and_span_are_of_all_crews_together():
    (week,) = weeks(
        CrewTold(counts=((MONDAY, mix(10, 10)),)), CrewTold(counts=((MONDAY, mix(5, 20)),))
    )

    assert (week.heads, week.journeys_per_apprentice, week.span) == (45, 0.5, 2.0)


def test_a_week_has_the_heads_of_its_end():
    crew = CrewTold(counts=((MONDAY, THEN), (MONDAY + WEEK + timedelta(days=4), NOW)))

    assert [week.mix.journeypersons for week in weeks(crew, count=3)] == [200, 20, 20]


def test_a_crew_that_left_is_counted_no_more_until_it_comes_back():
    left, back = MONDAY + timedelta(days=9), MONDAY + timedelta(days=23)
    crew = CrewTold(counts=((MONDAY, THEN), (left, None), (back, NOW)))

    assert [week.week for week in weeks(crew, count=4)] == [MONDAY, MONDAY + 3 * WEEK]


def test_sixty_hour_weeks_wear_out_whoever_works_them():
    crew = CrewTold(counts=((MONDAY, THEN),), patterns=(pattern(10, 6),))
    told = weeks(crew, count=9)

    assert [week.overtime_weeks for week in told] == list(range(1, 10))
    assert (told[0].overtime_factor, told[8].overtime_factor) == pytest.approx((0.90, 0.66))
    assert told[0].conditions == pytest.approx(1.35)  # C.5: 54 effective hours of 60 against 40
    assert told[8].conditions == pytest.approx(0.99)


def test_a_reported_week_without_overtime_ends_the_run():
    crew = CrewTold(
        counts=((MONDAY, mix(10)),), patterns=(pattern(10, 6),), weeks=(worked(2, straight=400),)
    )

    assert [week.overtime_weeks for week in weeks(crew, count=4)] == [1, 2, 0, 1]


def test_weeks_away_end_the_run():
    away, back = MONDAY + timedelta(days=14), MONDAY + timedelta(days=21)
    crew = CrewTold(counts=((MONDAY, THEN), (away, None), (back, THEN)), patterns=(pattern(10, 6),))

    assert [week.overtime_weeks for week in weeks(crew, count=5)] == [1, 2, 1, 2]


def test_hours_are_those_of_whoever_came():
    crew = CrewTold(
        counts=((MONDAY, mix(10)),), weeks=(worked(0, straight=360, absence_percent=10),)
    )
    (week,) = weeks(crew)

    assert week.hours_per_head == pytest.approx(40)
    assert week.absence_factor == pytest.approx(0.756)


def test_a_night_shift_brings_less():
    crew = CrewTold(counts=((MONDAY, THEN),), patterns=(pattern(8, 5, shift=Shift.NIGHT),))

    assert weeks(crew)[0].conditions == pytest.approx(0.85)


def test_a_week_cut_short_by_a_holiday_is_no_pattern():
    crew = CrewTold(counts=((MONDAY, mix(10)),), weeks=(worked(0, straight=240),))

    assert weeks(crew)[0].conditions == 1.0


def test_a_measured_mile_moves_m_and_narrows_it():
    told = tuple(worked(n, straight=40_000, earned_hours=16_000) for n in range(8))
    crew = CrewTold(counts=((MONDAY, NOW),), weeks=told)
    last = weeks(crew, count=8)[-1]

    assert last.measured == pytest.approx(0.4)
    assert last.formula.p50 == pytest.approx(0.54, abs=0.005)
    assert 0.40 < last.m.p50 < 0.44
    assert last.m.p90 - last.m.p10 < last.formula.p90 - last.formula.p10


def test_overtime_is_not_taken_for_a_slow_crew():
    """What C.5 takes is no fault of the mix: a week that earns what it leaves moves m nowhere."""
    earned = round(0.8166257 * 0.90 * 60_000)
    crew = CrewTold(
        counts=((MONDAY, THEN),), weeks=(worked(0, 40_000, 20_000, earned_hours=earned),)
    )
    (week,) = weeks(crew)

    assert week.m.p50 == pytest.approx(week.formula.p50, rel=1e-4)
    assert week.measured_m == pytest.approx(week.formula.p50, rel=1e-4)


def test_no_crew_has_no_weeks():
    assert weeks() == ()
