"""What is looked at every night, and kept until the next: do the read models say what the log says,
and is the log what was written?"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.mail import mail_admins

from eventlog.log import tail_position
from eventlog.models import Check
from eventlog.projections import Projection, rebuild
from eventlog.stored import LogBroken
from eventlog.verify import Checkpoint, verify

log = logging.getLogger(__name__)

READ_MODELS = "read models"
LOG = "log"


def check_read_models(*, now: datetime) -> Check:
    """Replay the log beside every read model, writing nothing."""
    position = tail_position()
    drifted = list(_drifted())
    report = "; ".join(drifted) or f"{len(Projection.registry)} read models are as the log says"
    return _kept(READ_MODELS, now=now, ok=not drifted, report=report, position=position)


def check_log(*, now: datetime) -> Check:
    """Follow the chain of hashes from the first event to the last, and past where it last ended well.

    Without the second a log that was cut off, or written anew in one go, would look whole.
    """
    try:
        end = verify(against=_last_good_end())
    except LogBroken as broken:
        return _kept(LOG, now=now, ok=False, report=str(broken))
    report = f"{end.position} events, each following from the one before"
    seen = {"position": end.position, "hash": bytes.fromhex(end.hash)}
    return _kept(LOG, now=now, ok=True, report=report, **seen)


def _drifted() -> Iterable[str]:
    for name, projection in sorted(Projection.registry.items()):
        if difference := rebuild(projection, check=True):
            yield f"{name}: {difference}"


def _last_good_end() -> list[Checkpoint]:
    known = Check.objects.filter(pk=LOG, position__gt=0)
    return [
        Checkpoint(check.position, bytes(check.hash).hex(), check.checked_at) for check in known
    ]


def _kept(name: str, *, now: datetime, ok: bool, report: str, **seen: Any) -> Check:
    """Keep the result; of a bad one not where the log ended, or tomorrow that would be the measure."""
    result = {"checked_at": now, "ok": ok, "report": report, **seen}
    check, _ = Check.objects.update_or_create(name=name, defaults=result)
    if not ok:
        log.error("The nightly check of the %s failed: %s", name, report)
        mail_admins(f"Slipway: the nightly check of the {name} failed", report)
    return check
