"""Rows of the projects as the REST API shows them."""

from typing import Any

from rest_framework import serializers

from projects import models
from projects.binding.serializers import KindShareSerializer


class FactsAsked(serializers.Serializer[Any]):
    """Which of the facts of a project are wanted."""

    after = serializers.IntegerField(
        required=False, default=0, min_value=0, help_text="Only facts after this position."
    )
    type = serializers.CharField(
        required=False,
        default="",
        help_text="Only facts of this type, such as `labor.mix_reported`.",
    )


class CustomerSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Customer
        fields = ("code", "name", "rating_class")


class CalendarSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Calendar
        fields = ("code", "name", "working_days", "shifts", "holidays")


class AlertSubscriptionSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.AlertSubscription
        fields = ("id", "site", "name", "email", "active")


class ProjectSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Project
        fields = ("id", "code", "name", "site", "kind", "starts_on", "calendar", "seed", "position")


class ScheduleRevisionSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.ScheduleRevision
        exclude = ()


class ActivitySerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Activity
        exclude = ()


class ContractSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Contract
        exclude = ()


class TrancheSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Tranche
        exclude = ()


class ReasonSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="Names the cause and its random numbers.")
    kind = serializers.CharField()
    label = serializers.CharField(help_text="What a person is told.")  # type: ignore[assignment]
    days = serializers.FloatField(help_text="Its share of P80; the shares of all causes add up.")
    positions = serializers.ListField(child=serializers.IntegerField())
    removal_days = serializers.FloatField(
        allow_null=True,
        help_text="Days by which P80 would be sooner if it went away today; null where that was not tried.",
    )


class ForecastSerializer(serializers.ModelSerializer):
    """A forecast of one tranche, with all it takes to compute it again."""

    reasons = ReasonSerializer(many=True)
    binding = KindShareSerializer(many=True)
    quantiles = serializers.ListField(
        child=serializers.DateField(), help_text="The dates of P1 to P99."
    )

    class Meta:
        model = models.Forecast
        exclude = ()


class AlertSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Alert
        exclude = ()


class MailSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Mail
        exclude = ()
