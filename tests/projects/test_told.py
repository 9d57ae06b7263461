"""What was told of activities is found without a row for each that is still as planned."""

from datetime import date, datetime, time

import pytest

from eventlog.corrections import retract
from eventlog.log import tail_position
from eventlog.projections import replay
from projects.commands import (
    finish_activity,
    progress_activity,
    reach_milestone,
    start_activity,
)
from projects.models import MappingRule
from projects.planning.commands import map_activity
from projects.planning.mapping import Place
from projects.progress import progressed
from projects.projections import activities
from projects.queries import standing_schedule
from projects.streams import activity_id, schedule_stream
from projects.told import told_as_of
from tests.projects.building import LNTP, heard
from tests.projects.planning.files import finished, imported, started, update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registered")]

JAN_8, JAN_9 = date(2024, 1, 8), date(2024, 1, 9)
A, B, C = (activity_id("NTX-1", code) for code in "ABC")


def begun_in_a_file_and_not_in_the_next():
    imported(update(A=started("2024-01-02 07:00", left="5")))
    imported(update("2024-01-09 00:00"))


def done_in_a_file():
    over = finished("2024-01-02 07:00", "2024-01-04 12:00")
    imported(update(A=over, C={"status_code": "TK_Complete", "act_end_date": "2024-01-04 12:00"}))


def reported_on():
    imported(update())
    start_activity(activity_id=A, on=JAN_8, meta=heard(LNTP))
    progress_activity(activity_id=A, remaining_days=1.5, on=JAN_9, meta=heard(LNTP))
    imported(update("2024-01-09 00:00", B={"task_name": "Flush"}))


def finished_in_error():
    imported(update())
    start_activity(activity_id=A, on=JAN_8, meta=heard(LNTP))
    over = finish_activity(activity_id=A, on=JAN_9, meta=heard(LNTP))
    retract(position=over.position, reason="The one next to it", meta=heard(LNTP))


def reached():
    imported(update())
    reach_milestone(activity_id=C, on=JAN_9, meta=heard(LNTP))


def tied_by_rules():
    MappingRule.objects.create(pattern="*flush*", place=Place.NAME.value, craft="PIPE")
    imported(update())


def tied_by_hand():
    imported(update())
    map_activity(activity_id=B, craft="ELEC", meta=heard(LNTP))
    imported(update(A={"task_name": "Hall A: L4 functional tests"}))


@pytest.mark.parametrize(
    "history",
    [
        begun_in_a_file_and_not_in_the_next,
        done_in_a_file,
        reported_on,
        finished_in_error,
        reached,
        tied_by_rules,
        tied_by_hand,
    ],
)
def test_rows_of_every_activity_would_say_the_same(history):
    history()
    plan = standing_schedule("NTX-1")
    of_every_one = replay(activities, streams=[schedule_stream("NTX-1")]).values()
    told = list(told_as_of("NTX-1", tail_position()))

    def progress(rows):
        return progressed(plan, rows, data_date=datetime.combine(JAN_9, time()))

    assert progress(told) == progress(of_every_one)
    assert told


def test_nothing_is_told_of_what_is_all_ahead():
    imported(update())

    assert not list(told_as_of("NTX-1", tail_position()))
