"""A fresh, migrated database for every scene: a copy of one that is migrated once."""

import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from tests.faults.cluster import Cluster
from tests.faults.nursery import ROOT


class Databases(Protocol):
    def new(self) -> str:
        """The DATABASE_URL of a fresh database."""


class SqliteFiles:
    def __init__(self, home: Path) -> None:
        self._numbers = count(1)
        self._template = home / "template.sqlite3"
        migrate(f"sqlite:///{self._template}", home)
        self._home = home

    def new(self) -> str:
        file = self._home / f"fault{next(self._numbers)}.sqlite3"
        shutil.copyfile(self._template, file)
        return f"sqlite:///{file}"


class PostgresDatabases:
    def __init__(self, home: Path, cluster: Cluster) -> None:
        self._numbers = count(1)
        self.cluster = cluster
        cluster.run("CREATE DATABASE template")
        migrate(cluster.address("template"), home)

    def new(self, options: str = "") -> str:
        name = f"fault{next(self._numbers)}"
        self.cluster.run(f"CREATE DATABASE {name} TEMPLATE template {options}")
        return self.cluster.address(name)

    def drop(self, address: str) -> None:
        name = urlsplit(address).path.removeprefix("/")
        self.cluster.run(f"DROP DATABASE {name} WITH (FORCE)")


def environment(address: str, home: Path, broker: str = "") -> dict[str, str]:
    """Ours with another database and broker, and bytecode kept for the next of many starts."""
    kept = {"PYTHONPYCACHEPREFIX": str(home / "bytecode")} if sys.dont_write_bytecode else {}
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    django = {"DATABASE_URL": address, "REDIS_URL": broker, "CACHE_URL": ""}
    return {**given, **kept, **django}


def migrate(address: str, home: Path) -> None:
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    unflushed = {"PGOPTIONS": "-c synchronous_commit=off"}  # nobody was promised anything yet
    subprocess.run(command, cwd=ROOT, env=environment(address, home) | unflushed, check=True)
