import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction

from config.management.commands import portfolio as table
from config.story import STORIES, front_range, history, ocotillo_mesa, sable_creek
from config.story.as_built import as_built, planned
from config.story.calendars import easter, us_holidays
from config.story.loading import OtherStoryLoaded, in_order_of_time, load
from config.story.script import TOLD_UNTIL
from config.story.telling import REFERENCE, plan_of
from eventlog.followers import follow
from eventlog.log import read
from eventlog.models import StoredEvent
from labor.models import MixReport
from labor.ratios.models import RatioBreach
from projects import staleness
from projects.contracts.models import AgreedTerms
from projects.forecasting import forecast
from projects.models import Forecast, ForecastDue, ForecastScore, Project
from projects.queries import newest_forecasts
from projects.schedule.cpm import analyse_network
from projects.schedule.network import Network
from projects.schedule.reading import read_schedule
from sites.commissioning.models import AcceptanceRecord, HallGate
from sites.models import WeatherDay
from supply.models import Incident
from supply.tracking.queries import touched_by

pytestmark = pytest.mark.xdist_group("story")  # one process loads it, the others need not

ITERATIONS = 512
CAUSES = {
    "MUB-1": "crew:MUB:ELEC",
    "CDP-1": ("incident:", "weather:CDP"),  # sixty days of rain and a design revision: near equal
    "LVB-1": "incident:",
    "GRF-1": "tests:GRF:A:L5",
    "FRP-1": "outside:FRP:SHELL",
}


@pytest.fixture(scope="module")
def loaded(two_small_loads, django_db_blocker):
    """All the stories, recorded once; each test then works in a transaction of its own."""
    with django_db_blocker.unblock():
        history.set_aside(STORIES)  # no nudge may wait for a worker that is not there
        *_, (_, first) = load(STORIES)
        yield first
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def forecasts(loaded, django_db_blocker):
    """The newest forecast of each project, with few iterations."""
    with django_db_blocker.unblock():
        for due in ForecastDue.objects.all():
            forecast(due.project, as_of=due.wanted, iterations=ITERATIONS)
        return {project: list(newest_forecasts().filter(project=project)) for project in projects()}


def projects():
    return [story.project for story in STORIES]


@pytest.mark.django_db
def test_every_fact_of_the_stories_is_recorded(loaded):
    assert loaded.recorded == len(in_order_of_time(STORIES))
    assert loaded.recorded <= StoredEvent.objects.count()
    assert set(Project.objects.values_list("code", flat=True)) == set(projects())


@pytest.mark.django_db
def test_facts_stand_in_the_log_under_the_dates_of_the_story(loaded):
    facts = list(read(until=loaded.recorded))

    assert [fact.recorded_at for fact in facts] == sorted(fact.recorded_at for fact in facts)
    assert facts[-1].recorded_at < datetime(2026, 11, 20, tzinfo=UTC)
    told_late = [f for f in facts if f.recorded_at - f.occurred_at > timedelta(hours=24)]
    assert told_late == []


@pytest.mark.django_db
def test_loading_twice_records_nothing_twice(loaded):
    before = StoredEvent.objects.count()

    *_, (_, again) = load(STORIES)

    assert (again.recorded, again.found) == (0, loaded.recorded)
    assert StoredEvent.objects.count() == before


@pytest.mark.django_db
def test_an_edit_of_reference_data_outlives_the_next_load(loaded):
    site = Project.objects.get(code="OCM-1").site
    site.name = "Ocotillo Mesa, renamed"
    site.save()

    list(load([ocotillo_mesa.STORY]))

    site.refresh_from_db()
    assert site.name == "Ocotillo Mesa, renamed"


@pytest.fixture(scope="module")
def two_small_loads(django_db_setup, django_db_blocker):
    """The last hash of the smallest site's log, loaded into an empty database twice."""
    with django_db_blocker.unblock():
        return [_last_hash_of_a_load() for _ in range(2)]


def _last_hash_of_a_load():
    with transaction.atomic():
        history.set_aside([front_range.STORY])
        list(load([front_range.STORY]))
        last = bytes(StoredEvent.objects.order_by("-position")[0].hash)
        transaction.set_rollback(True)
    return last


def test_two_loads_end_with_the_same_hash(two_small_loads):
    first, second = two_small_loads

    assert first == second


def test_every_process_tells_the_same_story():
    """In another process, where sets and dicts of other things come in another order."""
    code = (
        "import django; django.setup()\n"
        "from tests.config.test_story import digest_of_all_entries\n"
        "print(digest_of_all_entries())"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(settings.ROOT)}

    told = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == digest_of_all_entries()


def digest_of_all_entries():
    told = [
        (entry.at, entry.actor, entry.key, entry.command.__name__, entry.inputs)
        for entry in in_order_of_time(STORIES)
    ]
    return hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()


@pytest.mark.django_db
def test_a_demo_of_another_version_is_refused(loaded):
    other = replace(ocotillo_mesa.STORY, name="Another name (fictional)")

    with pytest.raises(OtherStoryLoaded):
        list(load([other]))


@pytest.mark.django_db
def test_the_thousand_electricians_end_with_twenty_journeypersons(loaded):
    counts = MixReport.objects.filter(site="MUB", craft="ELEC").order_by("on")

    assert {report.heads for report in counts} == {1000}
    assert [report.journeypersons for report in (counts.first(), counts.last())] == [200, 20]


@pytest.mark.django_db
def test_sixty_days_were_lost_at_cedar_prairie(loaded):
    assert WeatherDay.objects.filter(site="CDP").count() == 60


@pytest.mark.django_db
def test_both_crews_of_the_seed_break_a_rule_for_electricians(loaded):
    (breach,) = RatioBreach.objects.filter(site="MUB")
    last = MixReport.objects.filter(site="MUB", craft="ELEC").latest("on")

    assert (breach.journeys, breach.apprentices) == (200, 800)
    assert breach.open
    assert last.heads - last.journeypersons == 980


@pytest.mark.django_db
def test_the_site_that_is_done_has_passed_every_gate_and_is_accepted(loaded):
    assert HallGate.objects.filter(site="SBC").exclude(passed_on=None).count() == 8
    kinds = set(AcceptanceRecord.objects.filter(site="SBC").values_list("kind", flat=True))
    assert kinds == {"flush", "water", "burn_in", "cluster"}
    assert AgreedTerms.objects.get(project="SBC-1").accepted_on == date(2026, 10, 16)


@pytest.mark.django_db
def test_an_ice_storm_concerns_both_sites_of_its_region(loaded):
    assert touched_by(Incident.objects.get(scope="region")).sites == ["MUB", "SBC"]


@pytest.mark.django_db
def test_the_fine_site_is_fine(forecasts):
    assert len(forecasts["OCM-1"]) == 3
    assert max(row.chance_of_missing for row in forecasts["OCM-1"]) < 0.2


@pytest.mark.django_db
def test_the_site_that_is_done_has_its_forecasts_scored(loaded):
    as_of = history.positions([sable_creek.STORY])["SBC-1"][0]
    forecast("SBC-1", as_of=as_of, iterations=ITERATIONS)
    follow("projects.scores")

    (score,) = ForecastScore.objects.all()
    assert score.as_of == as_of
    assert not score.missed
    assert score.chance_of_missing > 0.5  # in spring it looked unlikely


@pytest.mark.django_db
@pytest.mark.parametrize(("project", "cause"), CAUSES.items())
def test_most_is_gained_at_every_other_site_without_what_its_story_is_about(
    forecasts, project, cause
):
    for row in forecasts[project]:
        assert row.chance_of_missing > 0.4
        tried = [reason for reason in row.reasons if reason["removal_days"] is not None]
        assert max(tried, key=lambda each: each["removal_days"])["key"].startswith(cause)


@pytest.mark.django_db
def test_both_the_rain_and_the_revision_are_named_at_cedar_prairie(forecasts):
    for row in forecasts["CDP-1"]:
        rain, revision = sorted(row.reasons[:2], key=lambda reason: reason["kind"], reverse=True)
        assert rain["label"] == "Weather at CDP: 60 days lost so far"
        assert revision["label"].startswith("Incident DE-REV")
        assert min(rain["days"], revision["days"]) > 10


@pytest.mark.django_db
def test_forecasts_are_wanted_for_each_month_and_for_the_newest_fact(loaded):
    wanted = history.positions(STORIES)

    for project, positions in wanted.items():
        assert len(positions) == 9
        assert list(positions) == sorted(set(positions))
        assert positions[-1] == ForecastDue.objects.get(pk=project).wanted


@pytest.mark.django_db
def test_what_is_forecast_already_is_not_asked_for_again(forecasts):
    wanted = history.positions(STORIES)

    left = history.missing(wanted)

    assert {project: each[-1] for project, each in left.items()} == {
        project: each[-2] for project, each in wanted.items()
    }


@pytest.mark.django_db
def test_waiting_for_a_worker_that_is_not_there_says_what_is_missing(loaded):
    wanted = {"OCM-1": (5, 6)}
    heard = []

    with pytest.raises(history.ForecastsMissing, match=r"OCM-1: 2 from log position 5"):
        history.await_forecasts(wanted, lambda *now: heard.append(now), stalled_seconds=0)

    assert heard == [(0, 2)]


@pytest.mark.django_db
def test_a_project_given_back_is_done_with_what_was_forecast(forecasts):
    history.give_back(STORIES)

    assert staleness.stale_projects(now=datetime.now(UTC)) == []


@pytest.mark.django_db
def test_the_demo_is_not_loaded_in_production(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="DEBUG=False"):
        call_command("load_demo")


@pytest.mark.django_db
def test_the_table_lists_all_tranches_worst_first_in_140_columns(forecasts, capsys):
    call_command("portfolio")

    heading, *lines = capsys.readouterr().out.splitlines()
    assert heading.split()[:3] == ["Site", "Project", "Tranche"]
    assert len(lines) == 17
    assert max(map(len, lines)) <= table.WIDTH
    assert "20 journeypersons of 1,000" in next(line for line in lines if "MUB-1" in line)
    assert [line.split("  ")[0] for line in lines[-2:]] == ["Ocotillo Mesa, AZ", "Sable Creek, OH"]


@pytest.mark.django_db
def test_an_empty_portfolio_says_what_to_do(loaded, capsys):
    Forecast.objects.all().delete()

    call_command("portfolio")

    assert "manage.py demo" in capsys.readouterr().out


@pytest.mark.parametrize(
    "folder", sorted(path.name for path in REFERENCE.iterdir() if path.is_dir())
)
def test_reference_schedules_have_one_start_one_end_and_no_open_ends(folder):
    schedule = read_schedule(REFERENCE / folder)

    starting = {link.successor for link in schedule.links if link.type in ("FS", "SS")}
    ending = {link.predecessor for link in schedule.links if link.type in ("FS", "FF")}
    codes = [activity.code for activity in schedule.activities]
    assert [code for code in codes if code not in starting] == ["PC-010"]
    assert [code for code in codes if code not in ending] == ["HO-050"]


def test_the_fit_out_keeps_the_durations_of_ref72():
    ref72 = {a.code: a for a in read_schedule(REFERENCE / "ref72").activities}

    for activity in read_schedule(REFERENCE / "fitout24").activities:
        if not activity.code.startswith("TP-"):
            of_ref72 = ref72[activity.code]
            assert (activity.optimistic, activity.likely, activity.pessimistic) == (
                of_ref72.optimistic,
                of_ref72.likely,
                of_ref72.pessimistic,
            )


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.project)
def test_what_was_built_respects_the_logic_of_the_plan(story):
    plan = plan_of(story)
    went = {
        work.activity.code: work
        for work in as_built(plan, story.course, story.gangs, lot=story.project)
    }

    for link in plan.links:
        before, after = went[link.predecessor], went[link.successor]
        if link.type == "FS" and not before.is_milestone:
            assert before.ends_on <= after.starts_on, f"{link.predecessor} to {link.successor}"
    goes_on = any(work.ends_on > TOLD_UNTIL for work in went.values())
    assert goes_on != (story is sable_creek.STORY)


def test_the_plan_ends_where_cpm_says():
    plan = plan_of(ocotillo_mesa.STORY)

    ends = planned(plan)

    assert ends["HC-320"] == analyse_network(Network(plan)).project_finish.date()


@pytest.mark.parametrize(("year", "day"), [(2025, "04-20"), (2026, "04-05"), (2027, "03-28")])
def test_easter_falls_where_the_almanac_says(year, day):
    assert easter(year).strftime("%m-%d") == day


def test_a_holiday_on_a_weekend_is_kept_on_its_neighbour():
    assert "2026-07-03" in {day.isoformat() for day in us_holidays(2026)}
