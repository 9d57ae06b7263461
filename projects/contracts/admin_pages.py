"""The admin pages of terms, amendments, facilities, limits, and of the portfolio's exposure."""

from datetime import UTC, date, datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.decorators import action, display

from eventlog.doors.admin import ReadModelAdmin, ReferenceAdmin
from eventlog.doors.money import exact_text, money_text
from projects.contracts import commands, lending
from projects.contracts.models import (
    AgreedTerms,
    Amendment,
    Facility,
    FacilityDraw,
    PortfolioLimit,
)
from projects.contracts.pages import exposure_page, facility_page, terms_page
from projects.contracts.wording import share_text


def _today() -> date:
    return datetime.now(UTC).date()


@admin.register(AgreedTerms)
class AgreedTermsAdmin(ReadModelAdmin):
    """The change page of a tranche's terms says them in words, with what its forecast costs by them."""

    change_form_template = "projects/terms.html"
    list_display = (
        "project",
        "tranche",
        "customer",
        "commitment",
        "starts_on",
        "annual_fee",
        "remedy",
        "cap",
        "excused_days",
        "amendments",
    )
    list_filter = ("project", "customer", "commitment", "remedy", "term_kind", "workload")
    list_select_related = ("customer",)
    search_fields = ("tranche", "contract", "halls")
    commands = (
        commands.amend_terms,
        commands.excuse_days,
        commands.accept_tranche,
        commands.exercise_option,
        commands.let_option_lapse,
    )
    actions_list = ("exposure",)

    @display(description="Fee a year", ordering="annual_fee_minor")
    def annual_fee(self, terms: AgreedTerms) -> str:
        return money_text(terms.annual_fee_minor, terms.currency) if terms.annual_fee_minor else "-"

    @display(description="Cap", ordering="cap_minor")
    def cap(self, terms: AgreedTerms) -> str:
        return "-" if terms.cap_minor is None else money_text(terms.cap_minor, terms.currency)

    def page_of(self, request: HttpRequest, row: AgreedTerms) -> dict[str, Any]:
        return {"page": terms_page(row)}

    @action(description="Backlog and exposure", url_path="exposure", permissions=["view"])
    def exposure(self, request: HttpRequest) -> HttpResponse:
        """What slips cost across the portfolio, and whose promises it rests on."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Portfolio: backlog and exposure",
            "opts": self.model._meta,
            "page": exposure_page(on=_today()),
        }
        return TemplateResponse(request, "projects/exposure.html", context)


@admin.register(Amendment)
class AmendmentAdmin(ReadModelAdmin):
    list_display = ("project", "tranche", "what", "was", "now", "reason", "on")
    list_filter = ("project", "term")
    search_fields = ("tranche", "reason")
    date_hierarchy = "on"

    @display(description="Term", ordering="term")
    def what(self, amendment: Amendment) -> str:
        return amendment.words


@admin.register(Facility)
class FacilityAdmin(ReadModelAdmin):
    """The change page of a facility: what it amounts to, its draws, and what slips do to its cover."""

    change_form_template = "projects/facility.html"
    list_display = (
        "code",
        "contract",
        "lender",
        "commitment",
        "drawn",
        "spread_bp",
        "matures_on",
        "covenant_dscr",
        "tested_dscr",
    )
    list_filter = ("currency", "lender")
    search_fields = ("code", "contract", "lender")
    commands = (
        lending.agree_facility,
        lending.draw_facility,
        lending.repay_facility,
        lending.change_spread,
        lending.change_base_rate,
        lending.record_covenant_test,
        lending.waive_covenant,
    )

    @display(description="Commitment", ordering="commitment_minor")
    def commitment(self, facility: Facility) -> str:
        return money_text(facility.commitment_minor, facility.currency)

    @display(description="Drawn", ordering="drawn_minor")
    def drawn(self, facility: Facility) -> str:
        return money_text(facility.drawn_minor, facility.currency)

    def page_of(self, request: HttpRequest, row: Facility) -> dict[str, Any]:
        return {"page": facility_page(row, on=_today())}


@admin.register(FacilityDraw)
class FacilityDrawAdmin(ReadModelAdmin):
    list_display = ("facility", "on", "amount")
    list_filter = ("facility", "currency")
    search_fields = ("facility",)
    date_hierarchy = "on"

    @display(description="Amount", ordering="amount_minor")
    def amount(self, draw: FacilityDraw) -> str:
        return exact_text(draw.amount_minor, draw.currency)


@admin.register(PortfolioLimit)
class PortfolioLimitAdmin(ReferenceAdmin):
    list_display = ("kind", "share", "source", "as_of")
    list_filter = ("kind",)

    @display(description="At most", ordering="most_bp")
    def share(self, limit: PortfolioLimit) -> str:
        return share_text(limit.most_bp)
