"""The nightly checks find what has changed behind the log's back, and say so until it is mended."""

from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import transaction

from eventlog.log import tail_position
from eventlog.models import Check
from eventlog.nightly import check_log, check_read_models
from labor.models import Crew
from tests.eventlog.following import rain
from tests.factories import NOW, a_crew

pytestmark = pytest.mark.django_db
NEXT_NIGHT = NOW + timedelta(days=1)


def test_what_is_well_is_kept_with_the_end_of_the_log() -> None:
    a_crew(), rain(2)
    log, read_models = check_log(now=NOW), check_read_models(now=NOW)

    assert (log.ok, read_models.ok) == (True, True)
    assert log.position == read_models.position == tail_position()
    assert log.report == "3 events, each following from the one before"


def test_a_row_that_is_not_as_the_log_says_is_named_and_mailed(
    settings: pytest.FixtureRequest,
    mailoutbox: list[EmailMessage],
    caplog: pytest.LogCaptureFixture,
) -> None:
    settings.ADMINS = [("ops", "ops@example.com")]  # type: ignore[attr-defined]
    a_crew(), check_read_models(now=NOW)
    Crew.objects.update(helpers=1)
    check_read_models(now=NEXT_NIGHT)

    kept = Check.objects.get(pk="read models")
    assert (kept.ok, kept.checked_at) == (False, NEXT_NIGHT)
    assert kept.report == "labor.crew: 0 missing, 1 changed, 0 surplus"
    assert "labor.crew: 0 missing, 1 changed" in caplog.text
    (mail,) = mailoutbox
    assert (mail.to, kept.report in mail.body) == (["ops@example.com"], True)


def test_a_log_that_has_lost_its_end_does_not_pass_the_next_night_nor_the_one_after() -> None:
    with transaction.atomic():
        rain(3), check_log(now=NOW)
        seen = Check.objects.filter(pk="log").values().get()
        transaction.set_rollback(True)  # as an older backup would
    Check.objects.create(**seen)
    rain(1)

    assert not check_log(now=NEXT_NIGHT).ok
    again = check_log(now=NEXT_NIGHT + timedelta(days=1))
    assert not again.ok
    assert "once had 3 rows" in again.report
