"""What people would have typed in before the first fact: customers, suppliers, lead times, sites."""

from config.story.calendars import CALENDARS
from config.story.cast import CUSTOMERS, SUPPLIERS
from config.story.script import Place
from projects.models import AlertSubscription, Calendar, Customer
from sites.models import Hall, Site
from supply.lead_times import AS_OF, LEAD_TIMES
from supply.models import LeadTimeRange, Package, Supplier


def lay_reference_data(places: list[Place]) -> None:
    """Make what is missing; what somebody has edited since stays as it is."""
    for code, name in CUSTOMERS.items():
        Customer.objects.get_or_create(code=code, defaults={"name": name})
    for code, (name, country) in SUPPLIERS.items():
        Supplier.objects.get_or_create(code=code, defaults={"name": name, "country": country})
    _lay_lead_times()
    for card in CALENDARS:
        kept = {"name": card.name, "shifts": card.shifts, "holidays": card.text}
        Calendar.objects.get_or_create(code=card.code, defaults=kept)
    for place in places:
        _lay_place(place)


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
    site, _ = Site.objects.get_or_create(
        code=place.code,
        defaults={
            "name": place.name,
            "zone": place.zone,
            "monthly_weather_days": list(place.monthly_weather_days),
        },
    )
    for name, power_mw in place.halls.items():
        Hall.objects.get_or_create(site=site, name=name, defaults={"power_mw": power_mw})
    for name, email in place.mails.items():
        AlertSubscription.objects.get_or_create(site=site, email=email, defaults={"name": name})
