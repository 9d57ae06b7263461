"""Contracts, schedules, milestones, risk and alerts: the top floor."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    default_auto_field = "django.db.models.BigAutoField"
