"""Pages and addresses of money, as a person and a program meet them."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from rest_framework.test import APIClient

from projects.contracts import commands, lending
from projects.contracts.models import AgreedTerms, Amendment, Facility, PortfolioLimit
from projects.models import Contract, Project
from projects.money.terms import RateTier
from tests.projects.building import heard
from tests.projects.contracts.signing import FEE, START, line, option
from tests.projects.contracts.test_slips import LATER, forecast

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


@pytest.fixture
def api() -> APIClient:
    client = APIClient()
    client.force_authenticate(User.objects.create_superuser("api"))
    return client


def page(browser: Client, address: str) -> str:
    answer = browser.get(f"/admin/projects/{address}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sent(api: APIClient, address: str, body: dict[str, Any]) -> Any:
    return api.post(f"/api/v1/{address}", body, format="json", headers={"Idempotency-Key": address})


def test_the_exposure_page_says_which_share_is_above_which_limit(browser, signed, lent):
    signed(line(), option("C"))
    lent()
    forecast("A", "C", p80_late=60)
    shown = page(browser, "agreedterms/exposure/")

    assert "A fictional lab: 100% of the backlog, above the limit of 30%." in shown
    assert "Options: 50% of all that is contracted or optional, above the limit of 15%." in shown
    assert "USD 2.54 million" in shown
    assert "holds for 178 more days (covenant 1.15)" in shown
    assert "an option: never late" in shown


def test_an_empty_portfolio_says_what_to_do(browser, build):
    assert "No contract is signed yet" in page(browser, "agreedterms/exposure/")


def test_a_limit_that_people_set_outweighs_the_usual_one(browser, signed):
    signed()
    PortfolioLimit.objects.create(kind="customer", most_bp=10_000, source="The board", as_of=LATER)
    shown = page(browser, "agreedterms/exposure/")

    assert "Every share is within its limit." in shown


def test_the_page_of_terms_says_them_in_words_with_their_history(browser, signed, lent):
    terms = signed(acceptance_criteria="72 hours at full load")
    lent()
    forecast("A", p80_late=60)
    commands.amend_terms(
        tranche_id=terms.pk, reason="Change order 4", grace_days=21, on=LATER, meta=heard(LATER)
    )
    shown = page(browser, f"agreedterms/{terms.pk}/change/")

    assert (
        "After 21 days of grace USD 2,000.00 for each MW and day late; at most USD 23.28 million."
        in shown
    )
    assert "the end moves with the start, so a late start defers the fee" in shown
    assert "72 hours at full load" in shown
    assert "Change order 4" in shown


def test_the_page_of_a_facility_shows_its_draws_and_its_tests(browser, signed, lent):
    signed()
    facility = lent()
    lending.draw_facility(
        facility_id=facility.pk, amount_minor=1_000_000_00, on=LATER, meta=heard(LATER)
    )
    lending.record_covenant_test(
        facility_id=facility.pk, dscr=Decimal("1.08"), on=LATER, meta=heard(LATER)
    )
    shown = page(browser, f"facility/{facility.pk}/change/")

    assert "USD 1.00 million" in shown
    assert "1.08 on 2 Mar 2026, failed" in shown
    assert "8.00%, of it 400 bp spread" in shown


@pytest.mark.parametrize(
    "name", ["agreedterms", "amendment", "facility", "facilitydraw", "portfoliolimit"]
)
def test_every_list_opens(browser, signed, lent, name):
    signed()
    lent()
    page(browser, f"{name}/")


def test_a_contract_is_signed_on_a_form_with_its_terms(browser, build):
    form = {
        "code": "C-9",
        "customer": "LAB",
        "project": build.code,
        "tranches": "A, HA-320, 24, 2027-12-15, A B, , option\nB, HB-320, 24, 2027-12-15",
        "currency": "USD",
        "fee_basis": "year",
        "fee_minor": FEE,
        "term_months": 60,
        "term_kind": "slides",
        "grace_days": 7,
        "remedy": "tiered_mw_day",
        "rate_minor": 0,
        "tiers": "0, 100000\n30, 200000",
        "share_bp": 0,
        "cap_basis": "none",
        "cap_bp": 0,
        "long_stop_days": 180,
        "workload": "training",
        "acceptance_criteria": "",
        "on": "2025-01-06",
    }
    answer = browser.post("/admin/projects/contract/sign-contract/", form)
    assert answer.status_code == 302, answer.content.decode()
    a, b = AgreedTerms.objects.order_by("tranche")

    assert (a.commitment, a.halls, b.commitment, b.halls) == ("option", "A B", "contracted", "")
    assert a.tiers == [[0, 100_000], [30, 200_000]]


def test_an_amendment_form_leaves_alone_what_is_left_empty(browser, signed):
    tiers = (RateTier(after_days=0, rate_minor=5),)
    terms = signed(tiers=tiers)
    form = {"reason": "Change order 4", "grace_days": "21"}
    answer = browser.post(f"/admin/projects/agreedterms/{terms.pk}/amend-terms/", form)
    assert answer.status_code == 302
    terms.refresh_from_db()

    assert (terms.grace_days, terms.rate_minor, terms.tiers) == (21, 2_000_00, [[0, 5]])
    assert Amendment.objects.count() == 1


def test_a_program_signs_amends_and_reads_what_slips_cost(api, build):
    tranche = {"code": "A", "milestone": "HA-320", "power_mw": "24", "starts_on": str(START)}
    body = {
        "code": "C-1",
        "customer": "LAB",
        "project": build.code,
        "tranches": [tranche],
        "fee_basis": "year",
        "fee_minor": FEE,
        "term_months": 60,
        "grace_days": 7,
        "remedy": "per_mw_day",
        "rate_minor": 200_000,
    }
    assert sent(api, "contracts/sign-contract/", body).status_code == 201
    terms = AgreedTerms.objects.get()
    amended = sent(api, f"tranche-terms/{terms.pk}/amend-terms/", {"reason": "x", "cap_bp": 1_000})
    assert amended.status_code == 201, amended.json()
    forecast("A", p80_late=60)
    (slip,) = api.get("/api/v1/tranche-terms/slips/?project=NTX-1").json()["results"]

    assert slip["p80"]["remedy_minor"] == 2_544_000_00
    assert slip["p80"]["dscr"] is None
    assert api.get("/api/v1/tranche-terms/slips/?tranche=C").json()["results"] == []
    (error,) = api.get("/api/v1/tranche-terms/slips/?project=NONE").json()["errors"]
    assert error["code"] == "unknown_project"


def test_a_refusal_has_a_code_and_names_the_field(api, signed):
    terms = signed()
    answer = sent(api, f"tranche-terms/{terms.pk}/amend-terms/", {"reason": "x", "grace_days": -1})

    assert answer.status_code == 422
    assert answer.json()["code"] == "out_of_range"
    assert answer.json()["errors"][0]["pointer"] == "/grace_days"


def test_a_program_borrows_draws_and_reads_the_balance(api, signed):
    signed()
    body = {
        "code": "DDTL-1",
        "contract_id": str(Contract.objects.get().pk),
        "lender": "A fictional bank",
        "commitment_minor": 1_000_000_00,
        "base_rate_bp": 400,
        "spread_bp": 400,
        "commitment_ends_on": "2027-12-15",
        "matures_on": "2032-12-13",
        "covenant_dscr": "1.15",
        "opex_minor": 0,
        "on": "2025-01-06",
    }
    assert sent(api, "facilities/agree-facility/", body).status_code == 201
    facility = Facility.objects.get()
    drawn = sent(
        api,
        f"facilities/{facility.pk}/draw-facility/",
        {"amount_minor": 400_000_00, "on": "2025-02-03"},
    )
    assert drawn.status_code == 201, drawn.json()
    standing = api.get(f"/api/v1/facilities/{facility.pk}/standing/").json()

    assert standing["drawn_minor"] == 400_000_00
    assert standing["balance_minor"] == 400_000_00 + standing["interest_minor"]
    assert standing["interest_minor"] > 0
    (draw,) = api.get("/api/v1/facility-draws/?facility=DDTL-1").json()["results"]
    assert (draw["amount_minor"], draw["currency"]) == (400_000_00, "USD")


def test_the_backlog_by_api_says_what_is_above_its_limit(api, signed):
    signed()
    (backlog,) = api.get("/api/v1/tranche-terms/backlog/").json()

    assert backlog["value_minor"] == FEE * 5
    assert backlog["customers"][0]["above"] is True
    assert "above the limit of 30%" in backlog["customers"][0]["words"]


def test_a_late_tranche_with_a_fixed_end_lowers_the_backlog(api, signed):
    signed(term_kind="fixed_end")
    forecast("A", p80_late=60, p50_late=365)
    (backlog,) = api.get("/api/v1/tranche-terms/backlog/").json()

    assert backlog["value_minor"] == FEE * 4


def test_the_facts_of_money_are_on_the_project_s_timeline(browser, signed, lent):
    signed()
    lent()
    shown = page(browser, f"project/{Project.objects.get().pk}/change/")

    assert "Facility DDTL-1 of USD 522.00 million agreed with A fictional bank" in shown
