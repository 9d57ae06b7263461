import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.processes import ChildDied, ProcessGroup, answers, free_port, port_is_free

LISTEN = "import socket, sys, time; s = socket.create_server(('127.0.0.1', int(sys.argv[1]))); time.sleep(60)"


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", code, *arguments]


@pytest.fixture
def group(tmp_path: Path) -> Iterator[ProcessGroup]:
    group = ProcessGroup(tmp_path / "log", stop_order=("beat", "worker", "broker"))
    yield group
    group.kill()
    group.stop()


def test_a_child_that_dies_is_reported_with_the_end_of_its_log(group: ProcessGroup):
    child = group.start("worker", python("raise SystemExit('no such broker')"))
    child.process.wait()

    with pytest.raises(ChildDied, match=r"worker ended by itself with 1(.|\n)*no such broker"):
        group.check()


def test_waiting_for_a_port_ends_when_the_child_dies(group: ProcessGroup):
    group.start("broker", python("raise SystemExit(3)"))

    with pytest.raises(ChildDied, match="broker ended by itself with 3"):
        group.await_port(free_port())


def test_children_stop_in_order_whatever_order_they_started_in(group: ProcessGroup, tmp_path: Path):
    note = (
        "import signal, sys, time\n"
        "def end(*_):\n"
        "    open(sys.argv[1], 'a').write(sys.argv[2] + '\\n'); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end); print('ready', flush=True); time.sleep(60)"
    )
    ends = tmp_path / "ends"
    for name in ("broker", "worker", "beat"):
        child = group.start(name, python(note, str(ends), name))
        until_it_writes(child.log, child.process)

    group.stop()

    assert ends.read_text().split() == ["beat", "worker", "broker"]


def until_it_writes(log: Path, process) -> None:
    while not log.read_text():
        assert process.poll() is None


def test_a_listening_child_is_found_and_its_port_is_taken(group: ProcessGroup):
    port = free_port()
    group.start("broker", python(LISTEN, str(port)))

    group.await_port(port)

    assert not port_is_free(port)
    group.stop()
    assert not answers(port)


def test_what_is_told_to_a_child_stands_in_no_list_of_processes(group: ProcessGroup):
    child = group.start("broker", python("print(len(input()))"), told="password\n")
    child.process.wait()

    assert child.last_lines() == ["8"]
    assert "password" not in str(child.process.args)


def test_a_child_that_does_not_listen_to_what_it_is_told_is_reported_all_the_same(
    group: ProcessGroup,
):
    group.start("broker", python("raise SystemExit(4)"), told="x" * 1_000_000)

    with pytest.raises(ChildDied, match="broker ended by itself with 4"):
        group.await_port(free_port())


def test_a_command_that_must_end_is_stopped_when_a_child_dies(group: ProcessGroup):
    group.start("worker", python("raise SystemExit(1)"))

    with pytest.raises(ChildDied):
        group.finish(python("import time; time.sleep(60)"))


def test_a_group_that_is_killed_leaves_nobody(group: ProcessGroup):
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = group.start("worker", python(deaf))

    group.kill()

    assert child.process.wait(10) == -signal.SIGKILL


def test_a_port_in_use_is_not_free():
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert not port_is_free(server.getsockname()[1])
