"""The mail that tells of a broken ratio rule: which rule, whose heads, and how many would mend it."""

from typing import Any
from uuid import UUID

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from eventlog.facts import Fact
from labor.events import RatioBreached
from projects.alerts.message import Message, enveloped, subscriptions_url
from sites.models import Site

_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False)


def email_about(breach: Fact[RatioBreached], *, mail_id: UUID, to: str) -> EmailMultiAlternatives:
    """All mails about one rule, craft and site are one thread."""
    site = Site.objects.get(pk=breach.event.site)
    message = ratio_message(
        breach.event, site_name=site.name, stream=breach.stream, base_url=settings.SLIPWAY_BASE_URL
    )
    return enveloped(message, thread=breach.stream, mail_id=mail_id, to=to)


def ratio_message(breach: RatioBreached, *, site_name: str, stream: UUID, base_url: str) -> Message:
    """The rule with its source, the heads that were counted, and what would mend it."""
    headline = f"{site_name}: {breach.craft} breaks ratio rule {breach.rule}"
    page = base_url + reverse("admin:labor_ratiobreach_change", args=(stream,))
    context: dict[str, Any] = {
        "headline": headline,
        "breach": breach,
        "site_name": site_name,
        "rows": _rows(breach),
        "mends": mends(breach),
        "page_url": page,
        "subscriptions_url": subscriptions_url(base_url=base_url),
    }
    return Message(
        subject=f"{headline} ({breach.apprentices:,} apprentices to {breach.journeys:,} journeys)",
        text=render_to_string("projects/mail/ratio_breached.txt", context),
        html=_INLINER.inline(render_to_string("projects/mail/ratio_breached.html", context)),
    )


def _rows(breach: RatioBreached) -> list[tuple[str, str]]:
    unit = "hours of " if breach.basis == "hours" else ""
    most = "At most" if breach.direction == "max" else "At least"
    return [
        ("Rule", f"{breach.rule}: apprentices to journeys {breach.says}"),
        ("Jurisdiction", breach.jurisdiction),
        ("Source", breach.source),
        (f"{unit}journeys".capitalize(), f"{breach.journeys:,}"),
        (f"{unit}apprentices".capitalize(), f"{breach.apprentices:,}"),
        (most, f"{breach.limit:,} {unit}apprentices with so many journeys"),
    ]


def mends(breach: RatioBreached) -> str:
    """How many heads would mend it, one way or the other."""
    unit = "hours of apprentices" if breach.basis == "hours" else "apprentices"
    if breach.direction == "min":
        return f"{breach.excess_apprentices:,} more {unit} would keep the rule."
    journeys = "hours of journeys" if breach.basis == "hours" else "of journey level"
    return (
        f"{breach.excess_apprentices:,} fewer {unit}, or {breach.missing_journeys:,} more "
        f"{journeys}, would keep the rule."
    )
