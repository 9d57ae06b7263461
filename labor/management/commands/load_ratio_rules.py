"""Ratio rules to begin with: `manage.py load_ratio_rules`."""

from typing import Any

from django.core.management.base import BaseCommand

from labor.ratios.keeping import keep_law


class Command(BaseCommand):
    help = "Keep the apprentice ratio rules whose sources were read; rules that are there stay."

    def handle(self, *args: Any, **options: Any) -> None:
        new = keep_law()
        told = ", ".join(new) if new else "none: they were there"
        self.stdout.write(f"New rules: {told}.")
        self.stdout.write("Tie their jurisdictions to sites, and they are checked every day.")
