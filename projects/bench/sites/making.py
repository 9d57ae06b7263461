"""Sites with all that bears on their dates, put in place by commands: the full model of projects/risk."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial

from eventlog.doors.inputs import Upload
from eventlog.facts import Meta
from labor.commands import mobilise_crew
from labor.events import Craft
from projects.bench.sites.builds import CRAFTS, HALL, PACKAGES, build_of
from projects.commands import finish_activity, register_project, sign_contract, start_activity
from projects.events import ProjectKind, TrancheTerms
from projects.models import Calendar, Customer
from projects.money.terms import CapBasis, FeeBasis, RemedyForm
from projects.planning.commands import import_schedule
from projects.schedule.write_csv import write_csv
from projects.streams import activity_id
from sites.commands import lose_weather_day
from sites.events import WeatherCause
from sites.models import Hall, Site
from supply.commands import incident_stream, move_promise, place_order, report_incident
from supply.events import IncidentCode, SlipCause
from supply.models import Supplier

REGION = "Bench coast"
STORM = incident_stream(reference="STORM", region=REGION)
BEGINS, REPORTED = date(2026, 1, 5), date(2026, 2, 2)
_WET = (6.0, 5.0, 5.0, 4.0, 3.0, 2.0, 1.0, 1.0, 2.0, 3.0, 5.0, 6.0)
"""Lost days by month as a wet site in a temperate climate has them; figures to compute with."""

_CUSTOMERS = 10
_STARTED, _FINISHED = 6, 3


def said() -> Meta:
    return Meta(actor="bench", now=datetime.combine(REPORTED, datetime.min.time(), tzinfo=UTC))


def code_of(number: int) -> str:
    return f"B{number:04}"


def make_reference_data(sites: int) -> None:
    """What people edit, before any fact: places, companies, a calendar."""
    Calendar.objects.create(code="BENCH", name="Five days of eight hours")
    for package in PACKAGES:
        Supplier.objects.create(code=package, name=f"Supplier of {package}")
    for number in range(_CUSTOMERS):
        Customer.objects.create(code=f"C{number}", name=f"Customer {number}")
    for number in range(sites):
        site = Site.objects.create(
            code=code_of(number),
            name=f"Bench {number}",
            zone="UTC",
            region=REGION,
            monthly_weather_days=list(_WET),
        )
        Hall.objects.create(site=site, name="1", power_mw=24)


def make_storm() -> None:
    """One incident that touches every site."""
    report_incident(
        reference="STORM",
        code=IncidentCode.WX_STORM,
        title="A storm on the coast",
        region=REGION,
        probability=0.5,
        optimistic_days=2.0,
        likely_days=5.0,
        pessimistic_days=15.0,
        on=REPORTED,
        meta=said(),
    )


def make_sites(numbers: Iterable[int], *, activities: int) -> None:
    for number in numbers:
        make_site(number, activities=activities)


def make_site(number: int, *, activities: int) -> None:
    """A schedule, a contract, progress, four crews, eight orders, six incidents, days lost to weather."""
    code = code_of(number)
    _plan(number, code, activities)
    _sign(number, code)
    _progress(code, activities)
    for craft in CRAFTS:
        _mobilise(code, craft)
    for late, package in enumerate(PACKAGES, start=1):
        _order(code, package, late)
    for count, craft in enumerate((*CRAFTS, "", ""), start=1):
        _report(code, craft, count)
    for day in (12, 20):
        lose_weather_day(site=code, cause=WeatherCause.RAIN, on=date(2026, 1, day), meta=said())


def _plan(number: int, code: str, activities: int) -> None:
    project = register_project(
        code=code,
        name=f"Bench {number}",
        site=code,
        kind=ProjectKind.GREENFIELD,
        starts_on=BEGINS,
        calendar="BENCH",
        meta=said(),
    ).stream
    written = write_csv(build_of(number, activities=activities)).content
    file = Upload(name=f"{code}.zip", content=written)
    import_schedule(project_id=project, file=file, meta=said())


def _sign(number: int, code: str) -> None:
    tranche = TrancheTerms(
        code="A", milestone=HALL, power_mw=Decimal(24), starts_on=date(2027, 12, 1)
    )
    sign_contract(
        code=f"C-{code}",
        customer=f"C{number % _CUSTOMERS}",
        project=code,
        tranches=(tranche,),
        fee_basis=FeeBasis.YEAR,
        fee_minor=232_800_000_00,
        term_months=60,
        grace_days=7,
        remedy=RemedyForm.PER_MW_DAY,
        rate_minor=2_000_00,
        cap_basis=CapBasis.ANNUAL_FEE,
        cap_bp=1_000,
        on=BEGINS,
        meta=said(),
    )


def _progress(code: str, activities: int) -> None:
    """The first pieces of work have begun, some are complete. The tenth has no start: see `events`."""
    for place in range(1, _STARTED + 1):
        activity = activity_id(code, code_of_work(place))
        start_activity(activity_id=activity, on=BEGINS + timedelta(days=place), meta=said())
        if place <= _FINISHED:
            finish_activity(activity_id=activity, on=date(2026, 1, 23), meta=said())


def code_of_work(place: int) -> str:
    """The code of the activity at a place of the network, 0 for the first: a delivery."""
    return f"A{10 * (place + 1):06}"


def _mobilise(code: str, craft: str) -> None:
    mobilise_crew(
        site=code,
        name=f"Crew {craft}",
        craft=Craft(craft),
        journeypersons=30,
        apprentices_year_1=8,
        apprentices_year_3=10,
        helpers=4,
        on=BEGINS,
        meta=said(),
    )


def _order(code: str, package: str, late: int) -> None:
    order = place_order(
        site=code,
        number=f"PO-{late}",
        package=package,
        supplier=package,
        description="",
        promised_on=BEGINS + timedelta(days=30 * late + 60),
        on=BEGINS,
        meta=said(),
    ).stream
    move_promise(
        order_id=order,
        promised_on=BEGINS + timedelta(days=30 * late + 60 + 2 * late),
        cause=SlipCause.FACTORY_QUEUE,
        on=REPORTED - timedelta(days=5),
        meta=said(),
    )


def _report(code: str, craft: str, count: int) -> None:
    """Four that each stop a craft, and two at single pieces of work."""
    report = partial(report_incident, craft=craft)
    if not craft:
        report = partial(report_incident, activity=code_of_work(100 + count))
    report(
        reference=f"INC-{count}",
        code=IncidentCode.SF_STOP,
        title=f"Incident {count}",
        site=code,
        probability=0.3,
        optimistic_days=2.0,
        likely_days=5.0,
        pessimistic_days=20.0,
        on=REPORTED - timedelta(days=10),
        meta=said(),
    )
