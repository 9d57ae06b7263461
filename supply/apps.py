"""Suppliers, orders, incidents."""

from django.apps import AppConfig


class SupplyConfig(AppConfig):
    name = "supply"
    default_auto_field = "django.db.models.BigAutoField"
