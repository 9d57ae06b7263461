"""What holds of every remedy, whatever was agreed (DOMAIN.md F.2)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.money.remedies import (
    Remedy,
    net_of_recoveries_minor,
    partial_delivery_minor,
    shared_cap,
)
from projects.money.terms import RateTier, RemedyForm

FORMS = [form for form in RemedyForm if form is not RemedyForm.NONE]
DAYS = st.integers(0, 2_000)


@st.composite
def remedies(draw: st.DrawFn) -> Remedy:
    ends = draw(st.lists(st.integers(1, 400), max_size=3, unique=True).map(sorted))
    tiers = tuple(
        RateTier(after_days=day, rate_minor=draw(st.integers(0, 500_000))) for day in (0, *ends)
    )
    return Remedy(
        form=draw(st.sampled_from(FORMS)),
        grace_days=draw(st.integers(0, 60)),
        power_mw=Decimal(draw(st.integers(1, 50_000))) / 100,
        annual_fee_minor=draw(st.integers(0, 10**12)),
        rate_minor=draw(st.integers(0, 10**7)),
        tiers=tiers,
        share_bp=draw(st.integers(0, 10_000)),
        cap_minor=draw(st.none() | st.integers(0, 10**11)),
    )


def one(form: RemedyForm, **changes: object) -> Remedy:
    plain: dict[str, object] = {
        "form": form,
        "grace_days": 7,
        "power_mw": Decimal(24),
        "annual_fee_minor": 36_500_00,
        "rate_minor": 1_000,
        "tiers": (RateTier(after_days=0, rate_minor=1_000),),
        "share_bp": 10_000,
    }
    return Remedy(**plain | changes)  # type: ignore[arg-type]


@given(remedies(), DAYS, st.integers(0, 90))
def test_a_remedy_is_never_above_its_cap_and_never_negative(
    remedy: Remedy, days: int, excused: int
) -> None:
    due = remedy.due_minor(days, excused_days=excused)

    assert due >= 0
    assert remedy.cap_minor is None or due <= remedy.cap_minor


@given(remedies(), DAYS, DAYS)
def test_a_later_start_never_costs_less(remedy: Remedy, days: int, more: int) -> None:
    assert remedy.due_minor(days) <= remedy.due_minor(days + more)


@given(remedies(), st.integers(-400, 150), st.integers(0, 90))
def test_within_grace_and_excused_days_nothing_is_due(
    remedy: Remedy, days: int, excused: int
) -> None:
    within = min(days, remedy.grace_days + excused)

    assert remedy.due_minor(within, excused_days=excused) == 0


@given(remedies())
def test_the_cap_is_reached_on_the_day_that_is_named(remedy: Remedy) -> None:
    days = remedy.days_to_cap()
    if days:
        assert remedy.due_minor(remedy.grace_days + days) == remedy.cap_minor
        assert remedy.due_minor(remedy.grace_days + days - 1) < (remedy.cap_minor or 0)


@pytest.mark.parametrize("form", FORMS)
def test_grace_is_inclusive(form: RemedyForm) -> None:
    assert one(form).due_minor(0) == 0  # ready on the contract start
    assert one(form).due_minor(7) == 0  # the last day of grace
    assert one(form).due_minor(8) > 0


@pytest.mark.parametrize(("days", "weeks"), [(8, 1), (14, 1), (15, 2), (21, 2), (22, 3)])
def test_a_started_week_counts_whole(days: int, weeks: int) -> None:
    assert one(RemedyForm.PER_WEEK).due_minor(days) == weeks * 1_000


def test_halves_of_a_minor_unit_go_up() -> None:
    half = one(RemedyForm.PER_MW_DAY, power_mw=Decimal("0.5"), rate_minor=1)

    assert half.due_minor(7 + 1) == 1
    assert half.due_minor(7 + 2) == 1


def test_only_the_megawatts_still_missing_are_paid_for() -> None:
    missing = [Decimal(24)] * 10 + [Decimal(12)] * 10

    assert partial_delivery_minor(missing, rate_minor=1_000) == 360_000
    assert partial_delivery_minor(missing, rate_minor=1_000, cap_minor=300_000) == 300_000


@given(
    st.sampled_from([RemedyForm.PER_MW_DAY, RemedyForm.TIERED_MW_DAY]),
    st.integers(0, 200),
    st.integers(0, 200),
    st.integers(0, 2_400),
)
def test_a_part_handed_over_stops_what_accrues_for_it(
    form: RemedyForm, days: int, part_days: int, hundredths: int
) -> None:
    part = Decimal(hundredths) / 100
    remedy = one(form, handed_over=((part_days, part),))
    late = range(8, days + 1)  # one(): grace of 7 days, a rate of 1,000 from the first payable day
    missing = [Decimal(24) - (part if day > part_days else 0) for day in late]

    assert remedy.due_minor(days) == partial_delivery_minor(missing, rate_minor=1_000)


def test_tranches_that_share_a_cap_draw_it_down_in_date_order() -> None:
    assert shared_cap([40, 50, 30], cap_minor=100) == (40, 50, 10)


def test_what_the_builder_and_the_insurer_pay_comes_off() -> None:
    net = net_of_recoveries_minor(
        1_000, builder_rate_minor=30, builder_days=20, builder_cap_minor=500, insured_minor=100
    )
    assert net == 400
