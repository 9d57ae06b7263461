"""`manage.py compile_kernels`: the loops of schedule and simulation as machine code, before a start."""

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.running import COMPILE


class Command(BaseCommand):
    help = "Compile the simulation for this machine. Workers that start afterwards use it."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """In a process of its own, in which no loop has been defined yet."""
        code = subprocess.run([sys.executable, *COMPILE], check=False, cwd=settings.ROOT).returncode
        if code:
            sys.exit(code)
