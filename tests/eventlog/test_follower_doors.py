"""What a person and a monitor are shown of the followers, and how a person lets one go on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.test import Client

from eventlog.followers import follow
from eventlog.models import Check, Cursor
from eventlog.standings import LATE_AFTER_SECONDS
from tests.eventlog.following import Register, note_all_but, noted, rain
from tests.eventlog.following import following as following
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def stopped(following: Register) -> list[int]:
    """A follower that stopped at its second fact of three; emptied, the list lets it take that too."""
    bad = [2]
    following(take=lambda fact: note_all_but(*bad)(fact))
    rain(3)
    follow("notes"), follow("projects.staleness")
    return bad


def shown(capsys: pytest.CaptureFixture[str], **options: object) -> str:
    call_command("followers", **options)
    return capsys.readouterr().out


def test_the_command_shows_who_stopped_where_and_why(
    stopped: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    told = {line.split()[0]: line for line in shown(capsys).splitlines()}

    assert told["notes"].split()[1:4] == ["1", "3", "2"]
    assert "stopped at 2: sites.weather_day_lost: ValueError('no sense in 2')" in told["notes"]
    assert told["projects.staleness"].split()[1:] == ["3", "3", "0", "-", "running"]


def test_the_command_lets_it_go_on_or_skip_what_stopped_it(
    stopped: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CommandError, match="not stopped at the event 3"):
        call_command("followers", resume="notes", skip=3)
    assert "running" in shown(capsys, resume="notes", skip=2).splitlines()[1]

    assert follow("notes") == 1
    assert noted() == [1, 3]


def test_skipping_for_nobody_in_particular_is_refused() -> None:
    with pytest.raises(CommandError, match="--resume NAME"):
        call_command("followers", skip=2)


def test_the_command_shows_what_the_last_night_found(capsys: pytest.CaptureFixture[str]) -> None:
    Check.objects.create(
        name="log", checked_at=NOW, ok=False, report="Position 7: the row is missing."
    )

    assert "Check of the log, 2026-06-01 18:00 UTC: FAILED: Position 7" in shown(capsys)


def test_the_admin_shows_it_and_lets_it_go_on(stopped: list[int], client: Client) -> None:
    client.force_login(User.objects.create_superuser("root"))
    page = client.get("/admin/eventlog/cursor/").content.decode()
    assert "no sense in 2" in page

    stopped.clear()
    told = {"action": "go_on", "_selected_action": "notes"}
    answer = client.post("/admin/eventlog/cursor/", told, follow=True)
    assert "1 told to go on." in answer.content.decode()
    assert follow("notes") == 2


def test_whoever_may_only_look_cannot_let_it_go_on(stopped: list[int], client: Client) -> None:
    looker = User.objects.create_user("lou", is_staff=True)
    looker.user_permissions.add(Permission.objects.get(codename="view_cursor"))
    client.force_login(looker)
    client.post("/admin/eventlog/cursor/", {"action": "go_on", "_selected_action": "notes"})

    assert Cursor.objects.get(pk="notes").stopped_at == 2


def test_a_monitor_sees_all_well(following: Register, client: Client) -> None:
    following(), rain(2), follow("notes"), follow("projects.staleness"), follow("projects.scores")
    Check.objects.create(name="log", checked_at=NOW, ok=True, report="fine")
    answer = client.get("/healthz/followers")

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert answer.json()["followers"][0] == {
        "name": "notes",
        "position": 2,
        "tail": 2,
        "lag_events": 0,
        "lag_seconds": 0.0,
        "stopped_at": None,
    }


def test_a_monitor_sees_who_stopped_and_no_word_of_the_fact(
    stopped: list[int], client: Client
) -> None:
    answer = client.get("/healthz/followers")

    assert (answer.status_code, answer.json()["followers"][0]["stopped_at"]) == (503, 2)
    assert "sense" not in answer.content.decode()


def test_a_monitor_sees_who_leaves_facts_unread_for_long(
    following: Register, client: Client
) -> None:
    following(), follow("projects.staleness")
    rain(1)  # at NOW, long ago

    answer = client.get("/healthz/followers")
    assert datetime.now(UTC) - NOW > timedelta(seconds=LATE_AFTER_SECONDS)
    assert (answer.status_code, answer.json()["followers"][0]["lag_events"]) == (503, 1)


def test_a_monitor_sees_that_the_last_night_found_something(client: Client) -> None:
    Check.objects.create(name="log", checked_at=NOW, ok=False, report="Position 7: a secret.")
    answer = client.get("/healthz/followers")

    assert (answer.status_code, answer.json()["checks"][0]["ok"]) == (503, False)
    assert "secret" not in answer.content.decode()
