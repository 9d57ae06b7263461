"""The days on which a milestone is reached, one for each iteration, small enough to be kept. Pure.

What is kept is 16 bits for each iteration: days after the data date, little-endian, in the order of
iterations. Sites that were simulated apart are combined by these rows, iteration by iteration.
"""

import zlib
from datetime import date
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from projects.risk.simulation import Distribution

Days = NDArray[np.int64]

_STORED = np.dtype("<i2")
_MOST = np.iinfo(_STORED).max


def days_after(finishes: Distribution, data_date: date) -> Days:
    """Whole calendar days from the data date to each finish, (n_iterations,), negative before it."""
    days = finishes.instants().astype("datetime64[D]") - np.datetime64(data_date)
    return days.astype(np.int64)


def stored(days: Days) -> bytes:
    """The bytes whose SHA-256 a forecast records, two for each iteration.

    Raises OverflowError for a day more than 32,767 days, some 89 years, from the data date.
    """
    if np.abs(days).max(initial=0) > _MOST:
        raise OverflowError(f"a draw lies more than {_MOST} days from the data date")
    return days.astype(_STORED).tobytes()


def digest_of(days: Days) -> str:
    """SHA-256 in hex, of the bytes before compression: another zlib may compress them otherwise."""
    return sha256(stored(days)).hexdigest()


def packed(days: Days) -> bytes:
    """As they are kept in a database. Level 9 would take five times as long to save two bytes in a hundred."""
    return zlib.compress(stored(days), 1)


def unpacked(kept: bytes) -> Days:
    """The days that were packed, (n_iterations,)."""
    return np.frombuffer(zlib.decompress(kept), _STORED).astype(np.int64)
