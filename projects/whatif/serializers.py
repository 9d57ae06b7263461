"""A question "what if" and its answer, in the REST API."""

from rest_framework import serializers

from eventlog.doors.serializers import Strict
from projects.explaining.explaining import MOST_ITERATIONS
from projects.explaining.steps import RESAMPLES
from projects.risk.simulation import ITERATIONS
from projects.whatif.comparing import Chance, Difference, Money, Percentile
from projects.whatif.teams import MOST_TEAMS
from projects.whatif.told import Answer, Saving, TrancheAnswer


class SupposedFact(Strict):
    """A fact that nobody recorded, as the action of that name takes it."""

    command = serializers.CharField(help_text="Such as report_mix, move_promise, record_test.")
    inputs = serializers.DictField(
        required=False,
        help_text="The body of that action, and the id that its address names, such as order_id. "
        "A count of a crew `on` a day to come counts for work that starts from then on.",
    )


class WhatIfBody(Strict):
    changes = SupposedFact(many=True, required=False, default=[])
    commissioning_teams = serializers.IntegerField(
        required=False,
        default=1,
        min_value=1,
        max_value=MOST_TEAMS,
        help_text="That retest in a hall at the same time. A supposition: no fact says how many there are.",
    )
    iterations = serializers.IntegerField(
        required=False, default=ITERATIONS, min_value=RESAMPLES, max_value=MOST_ITERATIONS
    )


class PercentileSavedSerializer(serializers.Serializer[Percentile]):
    before = serializers.DateTimeField(help_text="On the site's wall clock.")
    after = serializers.DateTimeField(help_text="On the site's wall clock.")
    days_saved = serializers.DecimalField(
        max_digits=12, decimal_places=2, help_text="Calendar days earlier."
    )
    error_days = serializers.FloatField(help_text="Monte Carlo standard error of the difference.")


class ChanceSavedSerializer(serializers.Serializer[Chance]):
    before = serializers.FloatField()
    after = serializers.FloatField()
    saved = serializers.FloatField()
    error = serializers.FloatField(help_text="Monte Carlo standard error of the difference.")


class MoneySavedSerializer(serializers.Serializer[Money]):
    before_minor = serializers.IntegerField(help_text="Mean over the iterations, in minor units.")
    after_minor = serializers.IntegerField()
    saved_minor = serializers.IntegerField()
    error_minor = serializers.IntegerField(
        help_text="Monte Carlo standard error of the difference."
    )


class DifferenceSerializer(serializers.Serializer[Difference]):
    p50 = PercentileSavedSerializer()
    p80 = PercentileSavedSerializer()
    chance = ChanceSavedSerializer(help_text="Of missing the contract start.")
    remedy = MoneySavedSerializer(allow_null=True, help_text="Expected remedies or credits.")
    revenue = MoneySavedSerializer(allow_null=True, help_text="Expected revenue deferred or lost.")
    interest = MoneySavedSerializer(allow_null=True, help_text="Expected interest of construction.")


class SavingSerializer(serializers.Serializer[Saving]):
    """What one change does on top of those before it."""

    title = serializers.CharField(help_text="The supposed fact in words.")
    difference = DifferenceSerializer()


class TrancheAnswerSerializer(serializers.Serializer[TrancheAnswer]):
    tranche = serializers.CharField()
    milestone = serializers.CharField()
    starts_before = serializers.DateField(help_text="Contract start.")
    starts_after = serializers.DateField()
    currency = serializers.CharField(help_text="Of the contract; empty where no terms stand.")
    whole = DifferenceSerializer(help_text="All changes together.")
    savings = SavingSerializer(many=True)


class AnswerSerializer(serializers.Serializer[Answer]):
    """Before and after on the same random numbers. Nothing of it is recorded."""

    project = serializers.CharField()
    as_of = serializers.IntegerField(help_text="Log position that the branch begins at.")
    data_date = serializers.DateField()
    iterations = serializers.IntegerField()
    seed = serializers.IntegerField()
    engine_version = serializers.CharField()
    teams = serializers.IntegerField(help_text="Commissioning teams in each hall.")
    tranches = TrancheAnswerSerializer(many=True)
