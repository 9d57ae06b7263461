"""Rows of a site as the REST API shows them."""

from typing import Any

from rest_framework import serializers

from sites import models

_PLACES = ("site", "building")


class SiteSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Site
        fields = ("code", "name", "zone", "region", "campus", "monthly_weather_days")


class HallSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Hall
        fields = ("id", "site", "name", "power_mw", "building")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """By the same check as the admin's: a hall stands in a building of its own site."""
        now = {name: getattr(self.instance, name) for name in ("site", "building") if self.instance}
        models.Hall(
            **{name: value for name, value in (now | given).items() if name in _PLACES}
        ).clean()
        return given


class SystemSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.System
        fields = ("id", "site", "hall", "tag", "name", "kind", "energised_on", "position")


class CommissioningTestSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.CommissioningTest
        fields = (
            "id",
            "site",
            "system_id",
            "level",
            "procedure",
            "attempt",
            "outcome",
            "witness",
            "readings",
            "again_because",
            "files",
            "on",
            "position",
        )


class WeatherDaySerializer(serializers.ModelSerializer):
    class Meta:
        model = models.WeatherDay
        fields = ("id", "site", "on", "cause", "position")
