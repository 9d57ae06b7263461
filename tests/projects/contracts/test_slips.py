"""What forecasts cost by the terms that stand, and who is told."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from eventlog.facts import Meta
from eventlog.log import tail_position
from projects.alerts.delivery import _composed
from projects.commands import amend_tranche_start, issue_forecast
from projects.contracts import commands
from projects.contracts.as_of import stakes_as_of
from projects.contracts.events import ExcuseCause
from projects.contracts.models import AgreedTerms
from projects.contracts.slip_lines import SlipLine
from projects.contracts.slips import slips_of
from projects.events import ForecastIssued, TrancheForecast
from projects.models import Alert, AlertSubscription, Mail
from projects.money.terms import RemedyForm, TermKind
from tests.projects.building import heard
from tests.projects.contracts.signing import FEE, MATURITY, START, line, option

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 2)


def forecast(*codes: str, p80_late: int, p50_late: int = 0, as_of: int = 5) -> None:
    """A forecast whose percentiles rise by a day each from P50 on, and P80 falls where it is told."""
    p80 = START + timedelta(days=p80_late)
    quantiles = tuple(p80 + timedelta(days=percent - 80) for percent in range(1, 100))
    tranches = tuple(
        TrancheForecast(
            code=code,
            milestone=f"H{code}-320",
            starts_on=START,
            p10=quantiles[9],
            p50=START + timedelta(days=p50_late),
            p80=p80,
            p90=quantiles[89],
            quantiles=quantiles,
            p80_error_days=0.5,
            chance_of_missing=0.9 if p80_late > 0 else 0.0,
            expected_days_late=max(0.0, float(p80_late)),
            reasons=(),
        )
        for code in codes
    )
    event = ForecastIssued(
        project="NTX-1",
        as_of=as_of,
        data_date=LATER,
        seed=1,
        iterations=64,
        engine_version="1",
        input_digest="0" * 64,
        tranches=tranches,
    )
    issue_forecast(forecast=event, meta=Meta(actor="engine"))


def slip(tranche: str = "A"):
    (found,) = slips_of(AgreedTerms.objects.filter(tranche=tranche))
    return found


def test_sixty_days_at_p80_cost_what_the_worked_example_says(signed, lent):
    """DOMAIN.md F.5: 60 days late at +400, LD at 2,000 USD per MW-day after 7 days of grace."""
    signed()
    lent()
    forecast("A", p80_late=60, p50_late=30)
    cost = slip().p80

    assert cost.remedy_minor == 2_544_000_00
    assert round(cost.revenue_minor / 100) == 38_268_493
    assert cost.interest_minor == 6_960_000_00
    assert f"{cost.dscr:.3f}" == "1.305"
    assert (slip().breaks_after_days, slip().headroom_days) == (238, 178)
    assert slip().p50.days_late == 30


def test_money_is_told_anew_when_a_fact_changes(signed, lent):
    terms = signed()
    lent()
    forecast("A", p80_late=60)
    before = slip().p80.remedy_minor
    commands.excuse_days(
        tranche_id=terms.pk,
        days=20,
        cause=ExcuseCause.CUSTOMER,
        reason="Late drawings",
        meta=heard(LATER),
    )
    excused = slip().p80.remedy_minor
    commands.amend_terms(
        tranche_id=terms.pk,
        reason="Dearer",
        rate_minor=4_000_00,
        term_kind=TermKind.FIXED_END,
        meta=heard(LATER),
    )

    assert (before, excused) == (53 * 24 * 2_000_00, 33 * 24 * 2_000_00)
    assert slip().p80.remedy_minor == 2 * excused
    assert slip().p80.lost_minor == slip().p80.revenue_minor
    amend_tranche_start(
        tranche_id=terms.pk,
        now_due_on=START + timedelta(days=60),
        reason="Rescheduled",
        meta=heard(LATER),
    )
    assert slip().p80.days_late == 0


def test_an_accepted_tranche_costs_what_it_came_to_and_not_what_was_forecast(signed):
    terms = signed(line(starts_on=date(2026, 2, 20)))
    forecast("A", p80_late=60)
    commands.accept_tranche(tranche_id=terms.pk, on=LATER, meta=heard(LATER))

    assert slip().p80.days_late == 10
    assert slip().p80.remedy_minor == 3 * 24 * 2_000_00


@pytest.mark.parametrize(
    ("long_stop_days", "chance", "said"), [(10, 0.0, "kept"), (9, 1.0, "passed")]
)
def test_the_long_stop_of_an_accepted_tranche_is_no_chance_any_more(
    signed, long_stop_days, chance, said
):
    terms = signed(line(starts_on=date(2026, 2, 20)), long_stop_days=long_stop_days)
    forecast("A", p80_late=60)
    commands.accept_tranche(tranche_id=terms.pk, on=LATER, meta=heard(LATER))

    assert slip().long_stop_chance == chance
    assert SlipLine(slip=slip()).long_stop_words.endswith(f", {said}")


def test_half_a_tranche_handed_over_costs_no_more_for_that_half(signed):
    terms = signed(line(starts_on=date(2026, 2, 3)))
    half, at_day_17 = Decimal(12), date(2026, 2, 20)
    commands.accept_tranche(tranche_id=terms.pk, power_mw=half, on=at_day_17, meta=heard(LATER))
    commands.accept_tranche(tranche_id=terms.pk, on=LATER, meta=heard(LATER))

    # 10 payable days of all 24 MW, then 10 of the other 12 MW
    assert slip().stakes.remedy.due_minor(27) == (10 * 24 + 10 * 12) * 2_000_00


def test_tranches_share_a_facility_by_their_megawatts_and_options_have_no_part(signed, lent):
    signed(line(), line("B", power_mw=Decimal(12)), option("C"))
    lent(commitment_minor=360)

    assert slip("A").stakes.loan.debt_minor == 240
    assert slip("B").stakes.loan.debt_minor == 120
    assert slip("C").stakes.loan is None


def test_an_option_is_neither_late_nor_alerted(signed):
    signed(line(), option("C"))
    forecast("A", "C", p80_late=60)

    assert slip("C").p80.remedy_minor == slip("C").p80.revenue_minor == 0
    assert Alert.objects.get().tranche == "A"


def test_an_exercised_option_is_as_late_as_any(signed):
    signed(line(), option("C"))
    terms = AgreedTerms.objects.get(tranche="C")
    commands.exercise_option(tranche_id=terms.pk, meta=heard(LATER))
    forecast("A", "C", p80_late=60)

    assert slip("C").p80.remedy_minor == slip("A").p80.remedy_minor > 0
    assert Alert.objects.count() == 2


def test_a_lapsed_option_is_no_part_of_the_portfolio(signed):
    signed(line(), option("C"))
    terms = AgreedTerms.objects.get(tranche="C")
    commands.let_option_lapse(tranche_id=terms.pk, reason="Rates", meta=heard(LATER))

    assert [each.terms.tranche for each in slips_of(AgreedTerms.objects.all())] == ["A"]


def test_the_chance_of_the_long_stop_and_of_a_breach_come_from_the_percentiles(signed, lent):
    signed(long_stop_days=70)
    lent()
    forecast("A", p80_late=60)

    # P90 is 70 days late, so 10 in 100 are later; the covenant bears 238 days, later than P99
    assert slip().long_stop_chance == 0.10
    assert slip().breach_chance == 0.0


def test_the_stakes_of_a_position_know_nothing_of_what_came_after_it(signed, lent):
    terms = signed(line(), option("C"))
    lent()
    before = tail_position()
    assert stakes_as_of("NTX-1", as_of=before)["A"] == slip("A").stakes
    commands.amend_terms(tranche_id=terms.pk, reason="x", rate_minor=1, meta=heard(LATER))
    commands.let_option_lapse(
        tranche_id=AgreedTerms.objects.get(tranche="C").pk, reason="x", meta=heard(LATER)
    )

    then, now = stakes_as_of("NTX-1", as_of=before), stakes_as_of("NTX-1", as_of=tail_position())
    assert (then["A"].remedy.rate_minor, now["A"].remedy.rate_minor) == (2_000_00, 1)
    assert (set(then), set(now)) == ({"A", "C"}, {"A"})


def test_the_expected_remedy_is_the_mean_over_the_percentiles(signed):
    signed()
    forecast("A", p80_late=60)
    # percentile p is p - 20 days late, of which 7 are grace: 1 to 72 payable days from P28 on
    assert slip().expected_remedy_minor == round(sum(range(1, 73)) * 24 * 2_000_00 / 99)
    assert slip().p90.remedy_minor == 63 * 24 * 2_000_00


def test_the_year_of_the_start_loses_only_what_falls_into_it(signed):
    terms = signed()
    forecast("A", p80_late=60)

    assert terms.starts_on == date(2027, 12, 15)  # 17 days before the year ends
    assert slip().out_of_year_minor == round(FEE * 17 / 365)


def test_a_fixed_maturity_is_measured_from_the_start_that_stands(signed, lent):
    signed()
    lent()

    assert slip().stakes.loan.months == 60
    assert (MATURITY - START).days == 1825


def mail_text() -> str:
    return str(_composed(Mail.objects.get()).body)


def test_the_mail_says_the_money_at_p80_in_the_contract_s_currency(signed, lent):
    AlertSubscription.objects.create(site_id="NTX", name="Ann", email="ann@example.com")
    signed()
    lent()
    forecast("A", p80_late=60)

    assert "- Remedies: USD 2.54 million" in mail_text()
    assert "- Deferred revenue: USD 38.27 million" in mail_text()
    assert "- Interest until then: USD 6.96 million" in mail_text()
    assert "- Debt cover: 1.30, covenant 1.15" in mail_text()


def test_the_mail_says_how_likely_the_covenant_breaks(signed, lent):
    AlertSubscription.objects.create(site_id="NTX", name="Ann", email="ann@example.com")
    signed()
    lent()
    forecast("A", p80_late=230)

    # it bears 238 days: P88 is 238 days late, so 12 in 100 are later
    assert "covenant 1.15, about 12% likely to be broken" in mail_text()


def test_the_mail_tells_a_credit_and_a_fixed_end_by_their_names(signed):
    AlertSubscription.objects.create(site_id="NTX", name="Ann", email="ann@example.com")
    signed(remedy=RemedyForm.CREDIT, share_bp=5_000, term_kind=TermKind.FIXED_END)
    forecast("A", p80_late=60)

    assert "- Credit to the customer: USD 16.90 million" in mail_text()
    assert "- Lost revenue: USD 38.27 million" in mail_text()
    assert "Interest" not in mail_text()


def test_a_mail_about_a_contract_without_terms_says_so(sign):
    AlertSubscription.objects.create(site_id="NTX", name="Ann", email="ann@example.com")
    sign(a=START, c=START)
    forecast("A", p80_late=60)

    assert "records no fee and no remedy" in mail_text()


def test_queries_do_not_grow_with_tranches(signed, django_assert_num_queries):
    signed(line("A"), line("B"), line("C"))
    forecast("A", "B", "C", p80_late=9)
    with django_assert_num_queries(4):
        slips_of(AgreedTerms.objects.filter(tranche="A"))
    with django_assert_num_queries(4):
        slips_of(AgreedTerms.objects.all())
