"""`manage.py test`: every check that a change must pass, each with its seconds."""

import os
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

PYTEST_WORKERS = min(8, os.cpu_count() or 1)


class Command(BaseCommand):
    help = "Run all checks: format, rules, types, migrations, and the tests on both databases."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--only", action="append", choices=list(checks([])), metavar="NAME")
        parser.add_argument("pytest_arguments", nargs="*", help="after --, for pytest")

    def handle(
        self, *args: Any, only: list[str] | None, pytest_arguments: list[str], **options: Any
    ) -> None:
        begun = time.monotonic()
        chosen = {
            name: command
            for name, command in checks(pytest_arguments).items()
            if only is None or name in only
        }
        failed = [name for name, command in chosen.items() if not self._passes(name, command)]
        seconds = time.monotonic() - begun
        if failed:
            self.stdout.write(f"\nFAILED after {seconds:.0f} s: {', '.join(failed)}")
            sys.exit(1)
        self.stdout.write(f"\nAll passed in {seconds:.0f} s: {', '.join(chosen)}")

    def _passes(self, name: str, command: list[str]) -> bool:
        self.stdout.write(f"\n== {name}: {' '.join(command[1:])}")
        self.stdout.flush()
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="slipway-test-") as var:
            code = subprocess.run(
                command,
                check=False,
                cwd=settings.ROOT,
                env=clean_environment() | {"SLIPWAY_VAR": var},
                stdin=subprocess.DEVNULL,
            ).returncode
        self.stdout.write(
            f"-- {name}: {'ok' if code == 0 else 'failed'}, {time.monotonic() - begun:.1f} s"
        )
        return code == 0


def checks(pytest_arguments: list[str]) -> dict[str, list[str]]:
    python = [sys.executable, "-m"]
    pytest = [*python, "pytest", "-n", str(PYTEST_WORKERS)]
    return {
        "format": [*python, "ruff", "format", "--check", "."],
        "rules": [*python, "ruff", "check", "."],
        "types": [*python, "mypy"],
        "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
        "sqlite": [*pytest, "--database", "sqlite", *pytest_arguments],
        "postgres": [*pytest, "--database", "postgres", *pytest_arguments],
    }


def clean_environment() -> dict[str, str]:
    """Ours without what would steer the settings: tests say themselves where they run."""
    steering = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL", "CACHE_URL", "EMAIL_URL"}
    steering |= {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "SLIPWAY_BASE_URL"}
    return {name: value for name, value in os.environ.items() if name not in steering}
