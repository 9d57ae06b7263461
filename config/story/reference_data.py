"""What people would have typed in before the first fact: customers, suppliers, lead times, sites."""

from config.story.calendars import CALENDARS
from config.story.cast import CUSTOMERS, SUPPLIERS
from config.story.deals import LIMITS, RATINGS
from config.story.grounds import GROUNDS, Ground
from config.story.labor_told import lay_labor_data
from config.story.script import Place
from projects.models import AlertSubscription, Calendar, Customer, PortfolioLimit
from sites.models import Building, Campus, Hall, Site
from supply.lead_times import AS_OF, LEAD_TIMES
from supply.models import LeadTimeRange, Package, Supplier


def lay_reference_data(places: list[Place]) -> None:
    """Make what is missing; what somebody has edited since stays as it is."""
    for code, name in CUSTOMERS.items():
        kept = {"name": name, "rating_class": RATINGS[code].value}
        Customer.objects.get_or_create(code=code, defaults=kept)
    for kind, (most_bp, source, as_of) in LIMITS.items():
        limit = {"most_bp": most_bp, "source": source, "as_of": as_of}
        PortfolioLimit.objects.get_or_create(kind=kind, defaults=limit)
    for code, (name, country) in SUPPLIERS.items():
        Supplier.objects.get_or_create(code=code, defaults={"name": name, "country": country})
    _lay_lead_times()
    for card in CALENDARS:
        kept = {"name": card.name, "shifts": card.shifts, "holidays": card.text}
        Calendar.objects.get_or_create(code=card.code, defaults=kept)
    for place in places:
        _lay_place(place)
    lay_labor_data([place.code for place in places])


def _lay_lead_times() -> None:
    """Every package of the handbook with its range of weeks, the day it held and its source."""
    for line in LEAD_TIMES.values():
        package, _ = Package.objects.get_or_create(code=line.package, defaults={"name": line.name})
        weeks = {
            "low_weeks": line.low_weeks,
            "likely_weeks": line.likely_weeks,
            "high_weeks": line.high_weeks,
            "source": line.source,
        }
        LeadTimeRange.objects.get_or_create(package=package, as_of=AS_OF, defaults=weeks)


def _lay_place(place: Place) -> None:
    ground = GROUNDS[place.code]
    site, _ = Site.objects.get_or_create(
        code=place.code,
        defaults={
            "name": place.name,
            "zone": place.zone,
            "region": ground.region,
            "campus": _campus(ground),
            "monthly_weather_days": list(place.monthly_weather_days),
        },
    )
    building, _ = Building.objects.get_or_create(
        site=site, name=ground.building, defaults={"developer": ground.developer}
    )
    for name, power_mw in place.halls.items():
        built = {"power_mw": power_mw, "building": building}
        Hall.objects.get_or_create(site=site, name=name, defaults=built)
    for name, email in place.mails.items():
        AlertSubscription.objects.get_or_create(site=site, email=email, defaults={"name": name})


def _campus(ground: Ground) -> Campus | None:
    if ground.campus is None:
        return None
    code, name = ground.campus
    campus, _ = Campus.objects.get_or_create(code=code, defaults={"name": name})
    return campus
