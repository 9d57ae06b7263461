"""Loops as machine code: Numba compiles them once on a machine, and plain Python serves until then. Pure.

A loop is written once. Compiled it is some fifty times as fast; plain it gives the same bits, so that
nobody waits for a compiler and nobody can tell which of the two has answered. `python -m
projects.compile_kernels` compiles all loops into Numba's cache and says there when it is done; every
process that starts after that loads them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config

Loop = TypeVar("Loop", bound=Callable[..., Any])

# Numba makes its settings from the environment when it is imported, which no type checker can know.
_SETTINGS: Any = config
_CACHE = Path(_SETTINGS.CACHE_DIR or Path(__file__).parent / "__pycache__")
READY = _CACHE / "kernels-ready"
"""Written when all loops of this checkout are in the cache."""


class _Mode:
    """compiles: whether loops that are defined from now on are compiled or left plain."""

    compiles = READY.exists() and not _SETTINGS.DISABLE_JIT


def compiled(loop: Loop) -> Loop:
    """Machine code of a loop over arrays and numbers, if this machine has it already, else the loop."""
    if not _Mode.compiles:
        return loop
    return cast(Loop, numba.njit(cache=True, nogil=True, error_model="numpy")(loop))


def inlined(loop: Loop) -> Loop:
    """A few lines that several loops share, put into each of them: calls in an inner loop cost."""
    if not _Mode.compiles:
        return loop
    return cast(Loop, numba.njit(inline="always", error_model="numpy")(loop))


def plain(loop: Loop) -> Loop:
    """The loop as it was written, compiled or not."""
    return cast(Loop, getattr(loop, "py_func", loop))


def are_compiled() -> bool:
    """Whether the loops of this process are machine code."""
    return _Mode.compiles


def compile_from_now_on() -> None:
    """For the process that fills the cache; to be called before any loop is defined."""
    _Mode.compiles = True
