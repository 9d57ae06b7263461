"""Rows of a site as the REST API shows them."""

from rest_framework import serializers

from sites import models


class SiteSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Site
        fields = ("code", "name", "zone", "monthly_weather_days")


class HallSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Hall
        fields = ("id", "site", "name", "power_mw")


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
