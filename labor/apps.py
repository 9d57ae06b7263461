"""Crews and their skill mix."""

from django.apps import AppConfig


class LaborConfig(AppConfig):
    name = "labor"
    default_auto_field = "django.db.models.BigAutoField"
