"""The admin pages of alerts and of the mails that tell of them."""

from datetime import UTC, datetime

from django.contrib import admin, messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action, display

from eventlog.doors.admin import ReadModelAdmin
from projects.alerts import delivery
from projects.alerts.message import percent
from projects.models import Alert, Forecast, Mail, MailState


@admin.register(Alert)
class AlertAdmin(ReadModelAdmin):
    list_display = (
        "site",
        "project",
        "tranche",
        "state",
        "since",
        "cleared_on",
        "days_late_then",
        "chance_then",
        "raises",
    )
    list_filter = ("open", "site")
    search_fields = ("project", "tranche")

    @display(description="Days late then", ordering="days_late")
    def days_late_then(self, alert: Alert) -> int:
        return alert.days_late

    @display(description="Chance of missing then", ordering="chance_of_missing")
    def chance_then(self, alert: Alert) -> str:
        return percent(alert.chance_of_missing)

    @display(description="State", ordering="open", label={"open": "danger", "cleared": "success"})
    def state(self, alert: Alert) -> str:
        return "open" if alert.open else "cleared"


@admin.register(Mail)
class MailAdmin(ReadModelAdmin):
    """What was sent to whom, and what could not be. A person decides about what is in doubt."""

    list_display = ("to", "about", "state", "attempts", "next_try", "sent_at", "last_error")
    list_filter = ("state",)
    search_fields = ("to",)
    actions = ("send_again",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        told_of = Forecast.objects.filter(position=OuterRef("position")).values("project")[:1]
        return super().get_queryset(request).annotate(project_told_of=Subquery(told_of))

    @display(description="About", ordering="position")
    def about(self, mail: Mail) -> str:
        """Whatever is no forecast is a breach: those two are what mails tell of."""
        project = getattr(mail, "project_told_of", None)
        subject = f"Alert of {project}" if project else "Broken ratio rule"
        address = reverse("admin:eventlog_storedevent_change", args=[mail.position])
        return format_html('{}, <a href="{}">fact {}</a>', subject, address, mail.position)

    @display(description="Next try at", ordering="next_try_at", empty_value="-")
    def next_try(self, mail: Mail) -> datetime | None:
        """Of what is sent or given up there is none, though the row still has the time it was to be."""
        return mail.next_try_at if mail.state == MailState.QUEUED else None

    @action(description="Send again what failed or is in doubt", permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mail]) -> None:
        actor, now = request.user.get_username(), datetime.now(UTC)
        chosen = list(queryset)
        queued = [mail for mail in chosen if delivery.send_again(mail.pk, actor=actor, now=now)]
        for mail in queued:
            self.log_change(request, mail, f"Queued again; it was {mail.get_state_display()}.")
        self.message_user(request, f"{len(queued)} queued again.", messages.SUCCESS)
        if left := len(chosen) - len(queued):
            told = f"{left} left alone: neither failed nor in doubt."
            self.message_user(request, told, messages.WARNING)

    def has_send_permission(self, request: HttpRequest) -> bool:
        """Looking at mails is not enough: a second copy may reach somebody."""
        return request.user.has_perm("projects.change_mail")
