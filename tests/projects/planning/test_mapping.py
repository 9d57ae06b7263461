"""Rules tie activities to the build, and what a person says outweighs them."""

import pytest
from django.core.exceptions import ValidationError

from eventlog.log import tail_position
from projects.models import Activity, MappingRule, Project
from projects.planning import commands, errors
from projects.planning.mapping import Place
from projects.planning.models import Exposure
from projects.planning.pages import mapping_page
from projects.state import state_of
from tests.projects.building import LNTP, heard
from tests.projects.planning.files import imported, signed, update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]


def rule(pattern, place=Place.NAME, **ties):
    made = MappingRule(pattern=pattern, place=place.value, **ties)
    made.full_clean()
    made.save()
    return made


def activity(code):
    return Activity.objects.get(code=code)


def apply():
    return commands.apply_mapping(project_id=Project.objects.get().pk, meta=heard(LNTP))


def test_a_rule_ties_what_it_matches_on_import():
    rule("*flush*", craft="PIPE", system="CHW-1", weather=Exposure.EXPOSED)
    imported(update())

    b = activity("B")
    assert (b.craft, b.system, b.weather_exposed) == ("PIPE", "CHW-1", True)
    assert activity("A").craft == ""


def test_the_first_rule_that_says_a_thing_wins():
    rule("Bleed*", craft="PIPE", rank=10)
    rule("*", craft="ELEC", package="PKG", rank=20)
    imported(update())

    assert (activity("B").craft, activity("B").package) == ("PIPE", "PKG")


@pytest.mark.parametrize(
    ("place", "pattern"), [(Place.CODE, "b"), (Place.WBS, "DC.*"), (Place.NAME, "?leed and flush")]
)
def test_a_rule_looks_at_codes_wbs_and_names(place, pattern):
    rule(pattern, place=place, craft="PIPE")
    imported(update())

    assert activity("B").craft == "PIPE"


def test_rules_made_later_are_applied_when_told_and_only_once():
    imported(update())
    rule("*flush*", craft="PIPE")
    assert activity("B").craft == ""

    apply()
    assert activity("B").craft == "PIPE"
    with pytest.raises(errors.MappedAlready):
        apply()


def test_what_a_person_says_outweighs_rules_and_files_to_come():
    rule("*flush*", craft="PIPE", package="PKG")
    imported(update())
    commands.map_activity(activity_id=activity("B").pk, craft="ELEC", meta=heard(LNTP))
    imported(update(A={"task_name": "Hall A: L4 functional tests"}))

    assert (activity("B").craft, activity("B").package) == ("ELEC", "PKG")


def test_a_rule_that_was_taken_away_ties_nothing_any_more():
    made = rule("*flush*", craft="PIPE")
    imported(update())
    made.delete()
    apply()

    assert activity("B").craft == ""


def test_the_page_says_what_each_rule_matches_and_what_nothing_matches():
    imported(update())
    rule("*flush*", craft="PIPE")
    rule("nothing like it", craft="ELEC")
    before = tail_position()
    page = mapping_page(Project.objects.get())

    assert [each.codes for each in page.rules] == [["B"], []]
    assert [each.code for each in page.unmatched] == ["A", "C"]
    assert tail_position() == before


def test_the_forecast_sees_the_ties():
    rule("*flush*", craft="PIPE", weather=Exposure.EXPOSED)
    imported(update())
    signed()
    state = state_of("NTX-1", as_of=tail_position())
    b = next(each for each in state.progress.schedule.activities if each.code == "B")

    assert (b.craft, b.weather_exposed) == ("PIPE", True)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"pattern": "*"}, "craft"),
        ({"pattern": "x", "place": "codes", "craft": "ELEC"}, "title"),
        ({"pattern": "x", "title": "Trade", "craft": "ELEC"}, "title"),
    ],
)
def test_a_rule_that_could_do_nothing_is_refused(given, field):
    with pytest.raises(ValidationError) as refused:
        MappingRule(**given).full_clean()
    assert field in refused.value.message_dict
