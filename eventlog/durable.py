"""What leaves the database must not be lost by it afterwards."""

from eventlog.log import tail_position
from eventlog.writing import make_durable


def durable_tail() -> int:
    """The newest position, which no crash takes back: for readers who keep what they read elsewhere.

    With early release a commit is seen by others before it is on the disk.
    """
    tail = tail_position()
    make_durable()
    return tail
