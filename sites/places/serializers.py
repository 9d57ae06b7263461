"""Campuses and buildings as the REST API shows them."""

from rest_framework import serializers

from sites.places import models


class CampusSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Campus
        fields = ("code", "name")


class BuildingSerializer(serializers.ModelSerializer):
    class Meta:
        model = models.Building
        fields = ("id", "site", "name", "developer")
