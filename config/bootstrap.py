"""Make `.venv` with the pinned packages, then go on inside it. Standard library only.

`manage.py` calls this before Django can be imported. A start that was interrupted goes on where it
stopped: the stamp that says which lock the environment holds is written last.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASE_PYTHON: str = getattr(sys, "_base_executable", "") or sys.executable  # also from inside a venv
LOCK_OF_COMMAND = {
    "demo": "requirements.txt",
    "test": "requirements-dev.txt",
    "bench": "requirements-dev.txt",  # it measures against another library
}
# The lock for development holds every pin of the other one, so its stamp counts for both.
LOCKS_THAT_HOLD = {
    "requirements.txt": ("requirements.txt", "requirements-dev.txt"),
    "requirements-dev.txt": ("requirements-dev.txt",),
}
ADVICE = "The packages are not installed yet: `python3 manage.py demo` does it."
QUIET_PIP = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PIP_USER": "0",
}


class CannotPrepare(Exception):
    """There is no way to an environment from here; the text says what the person can do."""


class Environment:
    """The project's own virtual environment."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.home = root / ".venv"
        programs = "Scripts" if os.name == "nt" else "bin"
        self.python = self.home / programs / ("python.exe" if os.name == "nt" else "python")

    def is_running(self) -> bool:
        return Path(sys.prefix).resolve() == self.home.resolve()

    def is_ready(self, lock: str) -> bool:
        return any(map(self._holds, LOCKS_THAT_HOLD.get(lock, (lock,)))) and self.is_whole()

    def _holds(self, lock: str) -> bool:
        stamp = _text(self._stamp(lock))
        return bool(stamp) and stamp == self._digest(lock)

    def is_whole(self) -> bool:
        """False while half made, and after the Python that it was made from has been replaced."""
        told = run([str(self.python), "-c", "import sys; print('%d.%d.' % sys.version_info[:2])"])
        return told.ok and f"version = {told.output.strip()}" in _text(self.home / "pyvenv.cfg")

    def prepare(self, lock: str) -> None:
        """Make what is missing. Two starts at once take turns; the second finds the work done."""
        if self.is_ready(lock):
            return
        with one_at_a_time(self.root / ".tools" / "environment.lock", if_busy=say_waiting):
            if self.is_ready(lock):
                return
            say(f"Installing the packages of {lock} into .venv (once, about a minute) ...")
            if not self.is_whole():
                self._make()
            self._install(lock)
            self._stamp(lock).write_text(self._digest(lock), encoding="utf-8")

    def _make(self) -> None:
        """Without a pip inside: Debian's Python has none to put there, and another one can do."""
        shutil.rmtree(self.home, ignore_errors=True)
        made = run([BASE_PYTHON, "-m", "venv", "--without-pip", str(self.home)])
        if not made.ok:
            raise CannotPrepare(f"No virtual environment can be made in {self.home}:\n{made.tail}")

    def _install(self, lock: str) -> None:
        install = ["install", "--quiet", "--require-hashes", "--only-binary", ":all:"]
        install += ["--requirement", str(self.root / lock)]
        done = run([BASE_PYTHON, "-m", "pip", "--python", str(self.python), *install])
        if not done.ok and "No module named pip" in done.output:
            done = self._install_from_inside(install)
        if not done.ok:
            raise CannotPrepare(
                f"pip could not install {lock}; its last words:\n{done.tail}\n"
                "Most often there is no network, or it wants a mirror (PIP_INDEX_URL) or a proxy\n"
                "(HTTPS_PROXY). The same command goes on from here; if it keeps failing, remove .venv."
            )

    def _install_from_inside(self, install: list[str]) -> "Ran":
        if not run([str(self.python), "-m", "ensurepip"]).ok:
            raise CannotPrepare(
                "This Python has no pip to install the packages with.\n"
                "On Debian or Ubuntu: apt install python3-pip, then the same command again."
            )
        return run([str(self.python), "-m", "pip", *install])

    def _digest(self, lock: str) -> str:
        return hashlib.sha256((self.root / lock).read_bytes()).hexdigest()

    def _stamp(self, lock: str) -> Path:
        return self.home / f"holds-{lock}"


class Ran:
    """How a program ended: whether with 0, and what it wrote."""

    def __init__(self, *, ok: bool, output: str) -> None:
        self.ok = ok
        self.output = output

    @property
    def tail(self) -> str:
        return "\n".join("  " + line for line in self.output.strip().splitlines()[-6:])


def run(command: list[str]) -> Ran:
    try:
        done = subprocess.run(
            command,
            check=False,
            env={**os.environ, **QUIET_PIP},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:  # no such program, or a link to a Python that is gone
        return Ran(ok=False, output=str(error))
    return Ran(ok=done.returncode == 0, output=done.stdout.decode(errors="replace"))


@contextmanager
def one_at_a_time(lock_file: Path, *, if_busy: Callable[[], None]) -> Iterator[None]:
    """Hold a lock that ends with the process. When another holds it: if_busy, then wait."""
    try:
        import fcntl
    except ImportError:  # Windows has none; two starts at once are left to the person there
        yield
        return
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with lock_file.open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if_busy()
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def enter(arguments: list[str], environment: Environment | None = None) -> None:
    """Go on inside `.venv`, or return where the Python that was called is the right one.

    `demo` and `test` make the environment first; any other command only uses one that is ready.
    SLIPWAY_BOOTSTRAP=off stays with the Python that was called, for an image with its own packages.
    """
    environment = environment or Environment()
    lock = LOCK_OF_COMMAND.get(arguments[1] if len(arguments) > 1 else "")
    if os.environ.get("SLIPWAY_BOOTSTRAP") == "off":
        return
    if environment.is_running() and (lock is None or environment.is_ready(lock)):
        return
    try:
        if lock:
            environment.prepare(lock)
        elif not environment.is_ready("requirements.txt"):
            return
    except CannotPrepare as reason:
        raise SystemExit(str(reason)) from None
    except OSError as reason:  # a full disk, a directory that is not ours to write
        raise SystemExit(
            f"The environment cannot be made in {environment.home}: {reason}"
        ) from None
    except KeyboardInterrupt:
        raise SystemExit("Interrupted. The same command goes on from here.") from None
    os.execv(environment.python, [str(environment.python), *arguments])


def say_waiting() -> None:
    say("Another start is installing already; waiting for it ...")


def say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""
