"""From alerts to the message that tells of them, in plain text and in HTML. Asks no database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from typing import Any
from uuid import UUID

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from projects.charts import days_text
from projects.events import AlertRaised, Reason
from projects.reasons import against_start, gain_words, rest_of_days
from projects.streams import project_stream

_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False)


@dataclass(frozen=True, kw_only=True)
class Message:
    subject: str
    text: str
    html: str


def project_url(project: str, *, base_url: str) -> str:
    """The page of a project, as a mail program needs it: with the host."""
    return base_url + reverse("admin:projects_project_change", args=(project_stream(project),))


def subscriptions_url(*, base_url: str) -> str:
    return base_url + reverse("admin:projects_alertsubscription_changelist")


Costs = Mapping[str, Sequence[Mapping[str, str]]]
"""By tranche: what P80 costs, line by line, each a label and an amount."""

NO_COSTS: Costs = {}


def message_about(
    alerts: Sequence[AlertRaised],
    *,
    site_name: str,
    project_name: str,
    base_url: str,
    costs: Costs = NO_COSTS,
) -> Message:
    """Which site, how late, since when, how likely, why, what it costs, and where to look.

    alerts: all that one forecast of one project raised, at least one; the latest is told first.
    """
    worst, *others = sorted(alerts, key=lambda alert: -alert.days_late)
    headline = f"{site_name}: {worst.tranche} {lateness(worst.days_late)}"
    if others:
        headline += f", and {', '.join(other.tranche for other in others)} too"
    context = {
        "headline": headline,
        "site": worst.site,
        "site_name": site_name,
        "project": worst.project,
        "project_name": project_name,
        "tranches": [_tranche(alert, costs) for alert in (worst, *others)],
        "project_url": project_url(worst.project, base_url=base_url),
        "subscriptions_url": subscriptions_url(base_url=base_url),
    }
    chance = percent(worst.chance_of_missing)
    return Message(
        subject=" ".join(f"{headline} ({chance} chance of missing its start)".split()),
        text=render_to_string("projects/mail/alert_raised.txt", context),
        html=_INLINER.inline(render_to_string("projects/mail/alert_raised.html", context)),
    )


def _tranche(alert: AlertRaised, costs: Costs) -> dict[str, Any]:
    return {
        "alert": alert,
        "costs": costs.get(alert.tranche, ()),
        "chance": percent(alert.chance_of_missing),
        "reasons": [_told(reason) for reason in alert.reasons],
        "others": _others(alert),
        "base": _base(alert),
    }


def _told(reason: Reason) -> dict[str, str]:
    facts = ", ".join(str(position) for position in reason.positions)
    gain = "" if reason.removal_days is None else f"P80 {gain_words(reason.removal_days)}"
    return {
        "label": reason.label,
        "days": signed_days(reason.days),
        "gained": gain,
        "facts": facts,
    }


def _others(alert: AlertRaised) -> str:
    if alert.without_causes is None:
        return ""
    told = (reason.days for reason in alert.reasons)
    return signed_days(rest_of_days(alert.p80, alert.without_causes, told))


def _base(alert: AlertRaised) -> str:
    """Where P80 would be without any cause."""
    if alert.without_causes is None:
        return ""
    return against_start(alert.without_causes, starts_on=alert.starts_on)


def signed_days(days: float) -> str:
    """A sum of causes, some of which may help."""
    return f"{days_in_words(-days)} sooner" if days <= -0.5 else days_in_words(days)


def lateness(days_late: int) -> str:
    """P80 against the contract start, in calendar days."""
    return (
        f"is {days_text(days_late)} late at P80" if days_late > 0 else "may miss its contract start"
    )


def percent(chance: float) -> str:
    """A chance for people. A simulation never makes anything quite certain."""
    if chance < 0.01:
        return "less than 1%"
    return "more than 99%" if chance > 0.99 else f"{chance:.0%}"


def days_in_words(days: float) -> str:
    """By how many days a reason moves P80; the simulation does not know hours."""
    if abs(days) < 0.5:
        return "less than a day"
    return days_text(round(days))


def email_of(message: Message, *, project: str, mail_id: UUID, to: str) -> EmailMultiAlternatives:
    """The message in its envelope; all mails about one project are one thread."""
    return enveloped(message, thread=project_stream(project), mail_id=mail_id, to=to)


def enveloped(message: Message, *, thread: UUID, mail_id: UUID, to: str) -> EmailMultiAlternatives:
    """The message in its envelope.

    The id is that of the mail: a copy that a person sends again is recognised as the same message.
    All mails of a thread refer to the stream that it is about, so that mail programs show one thread.
    """
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    first = f"<alerts-{thread}@{domain}>"
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[to],
        headers={
            "Message-ID": f"<{mail_id}@{domain}>",
            "In-Reply-To": first,
            "References": first,
            "Auto-Submitted": "auto-generated",
        },
    )
    email.attach_alternative(message.html, "text/html")
    return email
