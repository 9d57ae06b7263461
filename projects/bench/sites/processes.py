"""What processes of Linux have used: peak memory and processor time."""

import os
from pathlib import Path

_PROC = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM = 1, 11, 12
"""Places in /proc/PID/stat behind the name of the program: see proc(5)."""


def with_children(pid: int) -> list[int]:
    """The process and all that it started, itself first."""
    found = [pid]
    for each in found:
        found += [child for child in _all() if _parent_of(child) == each]
    return found


def peak_mb(pid: int) -> float:
    """The most memory that it ever had in RAM, in MB of a million bytes."""
    for line in (_PROC / str(pid) / "status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024 / 1e6
    raise LookupError(f"no peak of process {pid}")


def processor_seconds(pid: int) -> float:
    stat = _stat(pid)
    return (int(stat[_USER]) + int(stat[_SYSTEM])) / _TICKS


def _all() -> list[int]:
    return [int(entry.name) for entry in _PROC.iterdir() if entry.name.isdigit()]


def _parent_of(pid: int) -> int | None:
    try:
        return int(_stat(pid)[_PARENT])
    except (FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
        return None


def _stat(pid: int) -> list[str]:
    return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
