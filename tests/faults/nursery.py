"""Loads Django once for one database and forks the workers of a test.

Loading takes a second or more, a fork milliseconds. What is forked is a process like any other, and
dies with the nursery. An order is one line of JSON; the answer is the process id.
"""

import json
import os
import signal
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from config.processes import _LIBC, _die_with_parent, stop

ROOT = Path(__file__).resolve().parents[2]


class Nursery:
    """The side of the test: starts a nursery with an environment and has workers forked there."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.nursery"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent if _LIBC else None,
            )
        assert self._answer() == "ready", log.read_text()

    def fork(self, module: str, arguments: dict[str, Any], log: Path) -> int:
        """The process id of a new worker that runs `module.main(**arguments)`."""
        order = {"module": module, "arguments": arguments, "log": str(log)}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return int(self._answer())

    def close(self) -> None:
        stop(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()

    def _answer(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().decode().strip()


def main() -> None:
    """The nursery's own side."""
    import django

    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a child that ends leaves nothing behind
    say("ready")
    for line in sys.stdin:
        pid = os.fork()
        if not pid:
            work(**json.loads(line))
        say(str(pid))


def say(word: str) -> None:
    sys.stdout.write(word + "\n")
    sys.stdout.flush()


def work(module: str, arguments: dict[str, Any], log: str) -> NoReturn:
    """What a worker does with its life. How it failed, if it did, stands in its log."""
    if _LIBC:
        _die_with_parent()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(output, sys.stdout.fileno())
    os.dup2(output, sys.stderr.fileno())
    code = 1
    try:
        import_module(module).main(**arguments)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main()
