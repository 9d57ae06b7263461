"""How a worker holds on to memory."""

import ctypes

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Of mallopt(3), which the C library of GNU has."""

_TRIM_BYTES = 256 << 20
_MMAP_BYTES = 32 << 20
"""The most that the library allows: larger arrays go back to the system when they are freed."""


def keep_what_is_freed() -> None:
    """Have the C library keep freed memory for what comes next in this process.

    Else each array of some megabytes is given back to the system and asked for again, and every page of
    it is made and zeroed anew: 9,000 of them in a forecast of 500 activities, a tenth of its time. Other C
    libraries have no such switch and go on as they are.
    """
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_MMAP_THRESHOLD, _MMAP_BYTES)
        mallopt(_M_TRIM_THRESHOLD, _TRIM_BYTES)
