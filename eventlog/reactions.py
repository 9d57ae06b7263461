"""What every append sets going: the followers that its facts concern, and where new ones begin."""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from eventlog.facts import Fact
from eventlog.followers import Follower, registry
from eventlog.inline import after_every_append


@after_every_append
def nudge_followers(facts: Sequence[Fact[Any]]) -> None:
    """Tell a worker after the commit, once for each follower that the transaction concerns."""
    for follower in registry.values():
        if not _is_nudged(follower) and any(follower.hurries_for(fact) for fact in facts):
            transaction.on_commit(follower.nudge, robust=True)


def _is_nudged(follower: Follower) -> bool:
    return any(waiting[1] == follower.nudge for waiting in connection.run_on_commit)


@receiver(post_migrate, sender=apps.get_app_config("eventlog"))
def begin_followers(using: str, **told: Any) -> None:
    """Put new followers where they begin when the tables are brought up to date, not at some first fact."""
    standing = told.get("apps", apps)  # as far as was migrated, maybe back to before there were any
    if using == DEFAULT_DB_ALIAS and "cursor" in standing.all_models["eventlog"]:
        for follower in registry.values():
            assert follower.cursor
