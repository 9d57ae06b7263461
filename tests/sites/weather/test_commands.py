from datetime import date
from typing import Any

import pytest

from eventlog.corrections import correct, retract
from sites.commands import lose_weather_day
from sites.events import WeatherCause
from sites.weather.commands import plan_weather_days
from sites.weather.models import WeatherMonth, WeatherPlan
from sites.weather.queries import month_of, planned_days, weather_of
from tests.factories import APRIL_1, MARCH_2, MAY_1, MAY_4, TODAY, a_site, refused, said

pytestmark = pytest.mark.django_db


def planned(**other: Any) -> None:
    given = {"site": a_site().code, "basis": "Exhibit C", "may": 1, "march": 4}
    plan_weather_days(**{**given, "on": MARCH_2, "meta": said(), **other})


def lost(*days: date) -> list[int]:
    site, cause = a_site().code, WeatherCause.RAIN
    return [lose_weather_day(site=site, cause=cause, on=on, meta=said()).position for on in days]


def excused() -> dict[str, int | None]:
    plans = planned_days()
    return {
        f"{row.month:%Y-%m}": month_of(row, plans).excused for row in WeatherMonth.objects.all()
    }


def test_days_beyond_the_plan_are_excused_month_by_month() -> None:
    planned()
    lost(MARCH_2, APRIL_1, MAY_1, MAY_4)

    assert excused() == {"2026-05": 1, "2026-04": 1, "2026-03": 0}
    told = weather_of("NTX", until=TODAY)
    assert [(m.first.month, m.planned, m.lost) for m in told] == [
        (3, 4, 1),
        (4, 0, 1),
        (5, 1, 2),
        (6, 0, 0),
    ]


def test_a_later_plan_takes_the_place_of_the_earlier() -> None:
    planned()
    planned(may=2, on=APRIL_1)

    row = WeatherPlan.objects.get()
    assert (row.days[4], row.revision, row.planned_on) == (2, 1, APRIL_1)


def test_a_day_moved_by_a_correction_counts_in_its_own_month() -> None:
    (position,) = lost(MAY_1)

    correct(position=position, payload={"on": "2026-04-01"}, reason="Misread", meta=said())

    assert [(m.month.month, m.lost_days) for m in WeatherMonth.objects.all()] == [(4, 1)]


def test_a_day_taken_back_is_not_lost() -> None:
    first, _ = lost(MAY_1, MAY_4)
    retract(position=first, reason="It did not rain", meta=said())
    assert list(WeatherMonth.objects.get().days) == ["2026-05-04"]


def test_an_unplanned_site_excuses_nothing() -> None:
    lost(MAY_1)

    assert excused() == {"2026-05": None}


def test_more_days_than_a_month_has_and_the_same_plan_are_refused() -> None:
    a_site()
    with refused("more_days_than_month", "february"):
        planned(february=30)
    with refused("more_days_than_month", "may"):
        planned(may=-1)
    planned()
    with refused("weather_days_planned_already"):
        planned()
