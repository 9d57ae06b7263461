"""Ratio rules and labor pools, which people edit, and the breaches, which a projection writes."""

from datetime import date

from django.core.validators import MinValueValidator
from django.db import models
from simple_history.models import HistoricalRecords

from eventlog.models import ReadModel
from labor.events import Craft
from labor.ratios.arithmetic import Basis, Direction, RatioTerms, RuleScope, Window
from sites.models import Site

CRAFTS = [(c.value, c.value) for c in Craft]


class LaborJurisdiction(models.Model):
    """Under whose law or agreement the crews of some sites work."""

    code = models.CharField(max_length=20, primary_key=True, help_text="Short and permanent.")
    name = models.CharField(max_length=120)
    sites = models.ManyToManyField(
        Site,
        blank=True,
        related_name="labor_jurisdictions",
        help_text="Where it holds. A site may stand under several: a law and an agreement.",
    )
    history = HistoricalRecords(m2m_fields=[sites])

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RatioRule(models.Model):
    """How many apprentices journeys may have, or must have, in one craft (DOMAIN.md C.2)."""

    code = models.CharField(max_length=30, primary_key=True, help_text="Short and permanent.")
    jurisdiction = models.ForeignKey(LaborJurisdiction, models.PROTECT, related_name="rules")
    craft = models.CharField(
        max_length=4, choices=CRAFTS, blank=True, default="", help_text="Empty: every craft."
    )
    first = models.PositiveIntegerField(
        validators=[MinValueValidator(1)], help_text="Journeys for the first apprentice."
    )
    then = models.PositiveIntegerField(
        validators=[MinValueValidator(1)], help_text="Journeys for each further apprentice."
    )
    direction = models.CharField(
        max_length=3,
        choices=[(d.value, d.value) for d in Direction],
        default=Direction.MAX.value,
        help_text="max: no more apprentices than that; min: no fewer.",
    )
    basis = models.CharField(
        max_length=10, choices=[(b.value, b.value) for b in Basis], default=Basis.HEADCOUNT.value
    )
    window = models.CharField(
        max_length=4, choices=[(w.value, w.value) for w in Window], default=Window.DAY.value
    )
    scope = models.CharField(
        max_length=8,
        choices=[(s.value, s.value) for s in RuleScope],
        default=RuleScope.JOBSITE.value,
        help_text="A rule of an employer's whole workforce is kept here and not checked.",
    )
    counts_helpers = models.BooleanField(
        default=True, help_text="Whether helpers count as apprentices."
    )
    source = models.CharField(max_length=200)
    as_of = models.DateField(help_text="When the source was read.")
    active = models.BooleanField(default=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ("jurisdiction", "craft", "code")

    def __str__(self) -> str:
        return f"{self.code} {self.craft or 'every craft'} {self.terms}"

    @property
    def terms(self) -> RatioTerms:
        return RatioTerms(first=self.first, then=self.then, direction=Direction(self.direction))


class LaborPool(models.Model):
    """The heads of a craft in a region, which several sites share."""

    code = models.CharField(max_length=20, primary_key=True, help_text="Short and permanent.")
    name = models.CharField(max_length=120)
    region = models.CharField(max_length=120)
    craft = models.CharField(max_length=4, choices=CRAFTS)
    sites = models.ManyToManyField(Site, blank=True, related_name="labor_pools")
    heads = models.PositiveIntegerField(
        null=True, blank=True, help_text="That it can supply in all; empty when nobody knows."
    )
    source = models.CharField(max_length=200, blank=True, default="")
    as_of = models.DateField(default=date.today)
    history = HistoricalRecords(m2m_fields=[sites])

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RatioBreach(ReadModel):
    """Whether a site's crews of a craft break a rule, and since when. Counts as of the last crossing."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="+", db_constraint=False)
    craft = models.CharField(max_length=4, choices=CRAFTS)
    rule = models.CharField(max_length=30)
    jurisdiction = models.CharField(max_length=20)
    says = models.CharField(max_length=60)
    source = models.CharField(max_length=200)
    open = models.BooleanField()
    since = models.DateField()
    restored_on = models.DateField(null=True)
    basis = models.CharField(max_length=10, choices=[(b.value, b.value) for b in Basis])
    direction = models.CharField(max_length=3, choices=[(d.value, d.value) for d in Direction])
    journeys = models.PositiveIntegerField()
    apprentices = models.PositiveIntegerField(help_text="With helpers, where the rule counts them.")
    limit = models.PositiveIntegerField(help_text="What the rule gives these journeys.")
    excess_apprentices = models.PositiveIntegerField(help_text="To go, or under a minimum to come.")
    missing_journeys = models.PositiveIntegerField(help_text="Or so many more of journey level.")
    breaches = models.PositiveIntegerField()

    class Meta:
        ordering = ("-open", "site", "craft", "rule")
        verbose_name_plural = "ratio breaches"

    def __str__(self) -> str:
        return f"{self.site_id} {self.craft} {self.rule} {'open' if self.open else 'restored'}"
