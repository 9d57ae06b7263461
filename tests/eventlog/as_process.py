"""`manage.py` as an operator runs it: a process of its own, on a database of its own."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from config.bootstrap import ROOT
from config.management.commands.test import clean_environment

PATIENCE_SECONDS = 180


@dataclass(frozen=True)
class Installation:
    """Where one Slipway keeps its facts and its files."""

    database_url: str
    var: Path

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end, whatever end that is."""
        own = {"DATABASE_URL": self.database_url, "SLIPWAY_VAR": str(self.var)}
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            check=False,
            cwd=ROOT,
            env=clean_environment() | own | {"SLIPWAY_BOOTSTRAP": "off"},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )

    def done(self, *arguments: str) -> str:
        """Run a command that must succeed; what it printed."""
        ended = self.manage(*arguments)
        assert ended.returncode == 0, ended.stdout + ended.stderr
        return ended.stdout


def on_sqlite(var: Path) -> Installation:
    return Installation(f"sqlite:///{var / 'slipway.sqlite3'}", var)
