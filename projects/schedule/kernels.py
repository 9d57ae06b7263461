"""Loops as machine code: Numba compiles them once on a machine, and plain Python serves until then. Pure.

A loop is written once. Compiled it is some fifty times as fast; plain it gives the same bits, so that
nobody waits for a compiler and nobody can tell which of the two has answered. `python -m
projects.compile_kernels` compiles all loops into Numba's cache and says there when it is done; every
process that starts after that loads them.

What a loop reads and writes is columns of integers and tables of rows. Machine code wants arrays; plain
Python is several times as fast over lists. `loop[at].lag` reads the same of both.
"""

from collections.abc import Callable, Iterable, MutableSequence, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints

import numba
import numpy as np
import numpy.typing as npt
from numba.core import config

Loop = TypeVar("Loop", bound=Callable[..., Any])
Row = TypeVar("Row", bound=tuple[Any, ...])
Column = MutableSequence[int]

NONE = -(1 << 62)
"""What stands for None in a column: an integer before all others, far from where they overflow."""

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
    return cast(Loop, _compiler()(loop))


def embedded(loop: Loop) -> Loop:
    """As compiled, for one that makes no arrays: it is built into what calls it.

    Else each call counts the references to all the arrays that it is handed, which takes ten times as
    long as the arithmetic of a link. `_nrt` is Numba's switch for that.
    """
    if not _Mode.compiles:
        return loop
    return cast(Loop, _compiler(forceinline=True, _nrt=False)(loop))


def _compiler(**more: bool) -> Any:
    njit: Any = numba.njit
    return njit(cache=True, nogil=True, error_model="numpy", **more)


def inlined(loop: Loop) -> Loop:
    """A few lines that several loops share, put into each of them: calls in an inner loop cost.

    For lines over numbers alone: of arrays it counts the references in every turn, see embedded.
    """
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


def column(values: Iterable[int] | npt.NDArray[np.int64]) -> Column:
    if not are_compiled():
        return listed(values)
    is_ready = isinstance(values, np.ndarray)
    return cast(Column, values if is_ready else np.fromiter(values, np.int64))


def blank(count: int, value: int = NONE) -> Column:
    """A column to be filled by a loop."""
    return cast(Column, np.full(count, value, np.int64)) if are_compiled() else [value] * count


def listed(values: Iterable[int]) -> list[int]:
    """A column as Python's own integers."""
    return values.tolist() if isinstance(values, np.ndarray) else list(values)


def table(kind: type[Row], rows: Iterable[Row]) -> Sequence[Row]:
    """Rows for a loop, which reads their fields by name. kind: a NamedTuple of int and bool alone."""
    if not are_compiled():
        return list(rows)
    return cast(Sequence[Row], np.fromiter(rows, _layout(kind)))


def field(rows: Sequence[Row], name: str) -> npt.NDArray[np.int64]:
    """One field of all rows of a table."""
    if isinstance(rows, np.ndarray):
        return rows[name]
    return np.array([getattr(row, name) for row in rows], np.int64)


@cache
def _layout(kind: type) -> np.dtype[np.void]:
    hints = get_type_hints(kind)
    return np.dtype([(name, np.dtype(hint)) for name, hint in hints.items()], align=True)
