"""A forecast is proved by computing it again."""

import io

import pytest
from django.core.management import call_command

from eventlog.errors import Refusal
from eventlog.log import append, tail_position
from projects import commands, forecasting
from projects.models import Forecast
from projects.streams import forecast_stream
from projects.track.recomputing import first_difference, recompute
from tests.projects.building import heard
from tests.projects.test_forecasting import EARLY, FEW, LATE, NEXT_DAY, report_bridge_strike


@pytest.fixture
def issued(build, sign):
    """A forecast, with facts recorded since."""
    sign(a=EARLY, c=LATE)
    report_bridge_strike(build)
    appended = forecasting.forecast(build.code, as_of=tail_position(), iterations=FEW)
    commands.start_activity(activity_id=build.activity("PC-020"), on=NEXT_DAY, meta=heard(NEXT_DAY))
    return appended


def say(*named):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("recompute", *map(str, named), stdout=out, stderr=err)
    except SystemExit as left:
        return left.code, out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


def rewritten(issued, **changed):
    """A forecast as another engine, or a hand, would have written it."""
    import msgspec

    event = msgspec.structs.replace(recompute(str(issued.position)).fact.event, **changed)
    return append(forecast_stream(event.project), event, meta=heard(NEXT_DAY))


def test_a_forecast_is_equal_to_the_byte_by_its_position_and_by_the_id_of_a_row(issued):
    row = Forecast.objects.filter(tranche="A").get()

    for named in (issued.position, row.pk):
        code, said = say(named)
        assert code == 0
        assert "equal" in said


def test_the_first_difference_is_named_and_the_exit_code_says_so(issued):
    forged = rewritten(issued, seed=7)

    code, said = say(forged.position)
    assert code == 1
    assert "differs at seed: recorded 7" in said


def test_another_engine_is_not_compared_with(issued):
    old = rewritten(issued, engine_version="0")

    with pytest.raises(Refusal) as refused:
        recompute(str(old.position))
    assert refused.value.code == "other_engine"
    code, said = say(old.position)
    assert code == 1
    assert "engine 0" in said


@pytest.mark.parametrize(
    "named", ["1", "999999", "nonsense", "00000000-0000-0000-0000-000000000000"]
)
def test_what_names_no_forecast_is_refused(issued, named):
    code, said = say(named)
    assert code == 1
    assert "no forecast" in said


def test_payloads_are_compared_in_depth():
    found = first_difference({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}, {"b": 3}]})
    assert str(found) == "a[1].b: recorded 2, computed again 3"
    assert first_difference({"a": 1}, {"a": 1}) is None
