"""Limits that people set for the portfolio, then what is made from the facts of contracts and facilities."""

from enum import StrEnum

from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from projects.contracts.ratings import Rating
from projects.contracts.wording import term_name
from projects.money.terms import (
    CapBasis,
    Commitment,
    Currency,
    FeeBasis,
    RemedyForm,
    TermKind,
    Workload,
)


def _choices(kind: type[StrEnum]) -> list[tuple[str, str]]:
    return [(word.value, getattr(word, "label", word.value.replace("_", " "))) for word in kind]


class RatingClass(models.TextChoices):
    """Of a customer's own debt; it prices a facility, and the portfolio is held against it."""

    INVESTMENT_GRADE = Rating.INVESTMENT_GRADE.value, "investment grade"
    BELOW_INVESTMENT_GRADE = Rating.BELOW_INVESTMENT_GRADE.value, "below investment grade"
    UNRATED = Rating.UNRATED.value, "unrated"


class LimitKind(models.TextChoices):
    CUSTOMER = "customer", "one customer's share of the backlog"
    OPTION = "option", "share of options in all capacity on offer"
    NOT_INVESTMENT_GRADE = "not_investment_grade", "backlog of customers not investment grade"


class PortfolioLimit(models.Model):
    """A share that should not be passed. Without a row the usual one holds, where there is a usual one."""

    kind = models.CharField(max_length=24, primary_key=True, choices=LimitKind)
    most_bp = models.PositiveIntegerField("at most", help_text="In basis points: 3000 are 30%.")
    source = models.CharField(max_length=200, help_text="Who says so.")
    as_of = models.DateField()
    history = HistoricalRecords()

    class Meta:
        ordering = ("kind",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(most_bp__lte=10_000), name="limit_is_a_share"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.most_bp / 100:g}%"


class AgreedTerms(ReadModel):
    """What is agreed of one tranche, as amended: the row has the id of its tranche."""

    contract = models.CharField(max_length=40, db_index=True)
    project = models.CharField(max_length=40, db_index=True)
    customer = models.ForeignKey(
        "projects.Customer", models.PROTECT, related_name="terms", db_constraint=False
    )
    tranche = models.CharField(max_length=40)
    commitment = models.CharField(max_length=12, choices=_choices(Commitment))
    exercised_on = models.DateField(null=True)
    lapsed_on = models.DateField(null=True)
    power_mw = models.DecimalField(max_digits=9, decimal_places=2)
    gpus = models.PositiveIntegerField("GPUs")
    halls = models.CharField(max_length=80)
    starts_on = models.DateField("contract start")
    signed_starts_on = models.DateField("start as signed")
    currency = models.CharField(max_length=3, choices=_choices(Currency))
    fee_basis = models.CharField(max_length=10, choices=_choices(FeeBasis))
    fee_minor = models.BigIntegerField(help_text="Minor units for each of the basis.")
    annual_fee_minor = models.BigIntegerField(help_text="Minor units for 365 days.")
    term_months = models.PositiveIntegerField()
    term_kind = models.CharField(max_length=10, choices=_choices(TermKind))
    value_minor = models.BigIntegerField("contract value", help_text="Minor units, whole term.")
    grace_days = models.PositiveIntegerField()
    excused_days = models.PositiveIntegerField()
    remedy = models.CharField(max_length=16, choices=_choices(RemedyForm))
    rate_minor = models.BigIntegerField(help_text="Minor units for each day, MW-day or week.")
    tiers = models.JSONField(help_text="Pairs: after how many payable days, minor units.")
    share_bp = models.PositiveIntegerField(help_text="Basis points of the daily fee.")
    cap_basis = models.CharField(max_length=16, choices=_choices(CapBasis))
    cap_bp = models.PositiveIntegerField(help_text="Basis points of what it is a share of.")
    cap_minor = models.BigIntegerField("cap", null=True, help_text="Minor units; empty: no cap.")
    long_stop_days = models.PositiveIntegerField()
    long_stop_on = models.DateField("long-stop", null=True)
    workload = models.CharField(max_length=12, choices=_choices(Workload))
    acceptance_criteria = models.TextField()
    accepted_mw = models.DecimalField(max_digits=9, decimal_places=2)
    handovers = models.JSONField(help_text="Pairs: day, MW accepted on it.")
    accepted_on = models.DateField(null=True, help_text="The day all of it was.")
    amendments = models.PositiveIntegerField()

    class Meta:
        ordering = ("project", "tranche")
        verbose_name = "terms of a tranche"
        verbose_name_plural = "terms of tranches"

    def __str__(self) -> str:
        return f"{self.project} {self.tranche}"


class Amendment(ReadModel):
    """One term of a contract that the parties changed: what it was, and what it is now."""

    contract = models.ForeignKey(
        "projects.Contract", models.PROTECT, related_name="amendments", db_constraint=False
    )
    project = models.CharField(max_length=40, db_index=True)
    tranche = models.CharField(max_length=40)
    term = models.CharField(max_length=40)
    was = models.TextField()
    now = models.TextField()
    reason = models.TextField()
    on = models.DateField()

    class Meta:
        ordering = ("project", "-on", "tranche", "term")

    def __str__(self) -> str:
        return f"{self.project} {self.tranche} {self.words}: {self.was or '-'} > {self.now}"

    @property
    def words(self) -> str:
        """The term as a person calls it."""
        return term_name(self.term)


class Facility(ReadModel):
    """A loan against a contract, and what has become of it."""

    code = models.CharField(max_length=40, unique=True)
    contract = models.CharField(max_length=40, db_index=True)
    lender = models.CharField(max_length=120)
    currency = models.CharField(max_length=3, choices=_choices(Currency))
    commitment_minor = models.BigIntegerField("commitment", help_text="Minor units.")
    drawn_minor = models.BigIntegerField("drawn", help_text="Minor units.")
    repaid_minor = models.BigIntegerField("repaid", help_text="Minor units.")
    base_rate_bp = models.PositiveIntegerField(help_text="Basis points a year.")
    spread_bp = models.PositiveIntegerField(help_text="Basis points a year over the base rate.")
    rates = models.JSONField(help_text="From which day which base rate and which spread.")
    unused_fee_bp = models.PositiveIntegerField(help_text="Basis points a year of the undrawn.")
    commitment_ends_on = models.DateField(help_text="The last day on which it can be drawn.")
    matures_on = models.DateField()
    covenant_dscr = models.DecimalField("covenant DSCR", max_digits=5, decimal_places=2)
    opex_minor = models.BigIntegerField(help_text="Minor units a year, lender's base case.")
    availability_bp = models.PositiveIntegerField(help_text="Basis points of the fee received.")
    agreed_on = models.DateField()
    tested_on = models.DateField(null=True)
    tested_dscr = models.DecimalField("DSCR tested", max_digits=7, decimal_places=2, null=True)
    waived_until = models.DateField(null=True)

    class Meta:
        ordering = ("code",)
        verbose_name_plural = "facilities"

    def __str__(self) -> str:
        return self.code

    @property
    def left_minor(self) -> int:
        return self.commitment_minor - self.drawn_minor


class FacilityDraw(ReadModel):
    """Money taken from a facility, or paid back where the amount is negative."""

    facility = models.CharField(max_length=40, db_index=True)
    currency = models.CharField(max_length=3, choices=_choices(Currency))
    amount_minor = models.BigIntegerField("amount", help_text="Minor units.")
    on = models.DateField()

    class Meta:
        ordering = ("facility", "on")

    def __str__(self) -> str:
        return f"{self.facility} {self.on}"
