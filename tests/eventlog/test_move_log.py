"""From the embedded SQLite to a PostgreSQL, with everything that was in it."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from config import services
from tests.eventlog.as_process import Installation, on_sqlite

FILLED = """
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from knox.models import AuthToken
from eventlog.log import tail_position
from projects.models import AlertSubscription, ForecastDue, Mail
from tests.factories import NOW, a_crew, a_site, a_system, an_incident, an_order

call_command("migrate", verbosity=0)
site = a_site()
site.name = "South Texas"
site.save()
a_system(), a_crew(), an_order(), an_incident()
group = Group.objects.create(name="schedulers")
group.permissions.add(*Permission.objects.order_by("-pk")[:3])
mo = User.objects.create_user("mo", password="a-password")
mo.groups.add(group)
AuthToken.objects.create(mo)
AlertSubscription.objects.create(site=site, name="Ann", email="ann@example.com")
ForecastDue.objects.create(project="P-1", wanted=4, done=2)
Mail.objects.create(position=3, to="ann@example.com", next_try_at=NOW)
assert tail_position() == 4
"""

USED_THERE = """
from django.contrib.auth.models import User
from django.core.management import call_command
from projects.models import AlertSubscription
from tests.factories import a_site, an_order

call_command("rebuild", check=True)
assert User.objects.get(username="mo").check_password("a-password")
assert User.objects.create_user("jo").pk > User.objects.get(username="mo").pk
AlertSubscription.objects.create(site=a_site(), name="Bo", email="bo@example.com")
an_order("PO-8")
call_command("verify_log")
"""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """A small Slipway with facts, people and reference data."""
    small = on_sqlite(tmp_path_factory.mktemp("small"))
    small.done("shell", "-v0", "-c", FILLED)
    return small


@pytest.fixture
def small(filled: Installation, tmp_path: Path) -> Installation:
    """A copy of it to break."""
    return on_sqlite(Path(shutil.copytree(filled.var, tmp_path / "small")))


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Installation]:
    """A PostgreSQL with nothing in it."""
    with services.postgres() as address:
        yield Installation(address, tmp_path)


def edited(small: Installation, *statements: str) -> None:
    with closing(sqlite3.connect(small.var / "slipway.sqlite3")) as shell:
        for (trigger,) in shell.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
            shell.execute(f"DROP TRIGGER {trigger}")
        for statement in statements:
            shell.execute(statement)
        shell.commit()


def everything_in(installation: Installation) -> list[dict[str, Any]]:
    """Every row of every table: log, read models, reference data and what Django keeps."""
    rows: list[dict[str, Any]] = json.loads(installation.done("dumpdata"))
    return sorted(rows, key=lambda row: (row["model"], str(row["pk"])))


def refused(small: Installation, why: str, *, to: str) -> None:
    ended = small.manage("move_log", "--to", to)
    assert ended.returncode == 1
    assert ended.stderr.startswith("CommandError: Nothing was moved. "), ended.stderr
    assert why in ended.stderr


def test_everything_moves_up_and_work_goes_on_there(
    small: Installation, large: Installation
) -> None:
    told = small.done("move_log", "--to", large.database_url)

    assert {"4 facts", "1 auth.User", "1 knox.AuthToken", "2 sites.HistoricalSite"} <= {
        line.strip() for line in told.splitlines()
    }
    assert everything_in(large) == everything_in(small)
    refused(small, "The target is not empty: it holds facts", to=large.database_url)
    assert "5 facts follow from one another" in large.done("shell", "-v0", "-c", USED_THERE)


def test_a_log_that_is_broken_is_not_moved(small: Installation, tmp_path: Path) -> None:
    edited(small, "UPDATE eventlog_event SET payload = '{}' WHERE position = 3")

    refused(small, "Position 3: the row is not what", to=f"sqlite:///{tmp_path / 'target'}")


def test_a_row_that_does_not_fit_there_leaves_the_target_empty(
    small: Installation, large: Installation
) -> None:
    # SQLite knows no longest text.
    edited(small, "UPDATE sites_site SET name = replace(hex(zeroblob(250)), '0', 'x')")

    refused(small, "A row of sites.Site does not fit there: value too long", to=large.database_url)
    left = {row["model"] for row in everything_in(large)}
    assert left == {"contenttypes.contenttype", "auth.permission", "eventlog.cursor"}


def test_an_address_that_leads_nowhere_useful_is_refused(
    small: Installation, tmp_path: Path
) -> None:
    refused(small, "is in already", to=small.database_url)
    refused(small, "Give a DATABASE_URL", to="mysql://there/slipway")
    new = on_sqlite(tmp_path)
    refused(new, "lacks migrations", to=f"sqlite:///{tmp_path / 'target'}")
