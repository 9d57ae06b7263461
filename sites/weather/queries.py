"""Planned, lost and excused weather days of a site."""

from collections.abc import Mapping
from datetime import date

from sites.models import WeatherDay
from sites.weather.excused import MonthOfWeather, months_of_weather
from sites.weather.models import WeatherMonth, WeatherPlan

PlannedDays = Mapping[str, list[int]]


def planned_days() -> PlannedDays:
    """The planned days of each site that has a plan, January first."""
    return dict(WeatherPlan.objects.values_list("site_id", "days"))


def weather_plan_of(site: str) -> WeatherPlan | None:
    return WeatherPlan.objects.filter(site=site).first()


def weather_of(site: str, *, until: date) -> list[MonthOfWeather]:
    """Month by month, the first being that of the first lost day."""
    plan = weather_plan_of(site)
    lost = WeatherDay.objects.filter(site=site).values_list("on", flat=True)
    return months_of_weather(lost, plan.days if plan else None, until=until)


def month_of(row: WeatherMonth, planned: PlannedDays) -> MonthOfWeather:
    days = planned.get(row.site_id)
    of_month = days[row.month.month - 1] if days else None
    return MonthOfWeather(first=row.month, planned=of_month, lost=row.lost_days)
