"""What people would have typed in before the first fact: customers, suppliers, calendars, sites."""

from config.story.calendars import CALENDARS
from config.story.cast import CUSTOMERS, SUPPLIERS
from config.story.labor_told import lay_labor_data
from config.story.script import Place
from projects.models import AlertSubscription, Calendar, Customer
from sites.models import Hall, Site
from supply.models import Supplier


def lay_reference_data(places: list[Place]) -> None:
    """Make what is missing; what somebody has edited since stays as it is."""
    for code, name in CUSTOMERS.items():
        Customer.objects.get_or_create(code=code, defaults={"name": name})
    for code, (name, country) in SUPPLIERS.items():
        Supplier.objects.get_or_create(code=code, defaults={"name": name, "country": country})
    for card in CALENDARS:
        kept = {"name": card.name, "shifts": card.shifts, "holidays": card.text}
        Calendar.objects.get_or_create(code=card.code, defaults=kept)
    for place in places:
        _lay_place(place)
    lay_labor_data([place.code for place in places])


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
