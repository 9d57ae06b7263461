"""What a writer of schedules gives back. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Written:
    """A file's bytes. notes: what its format could not hold, or holds otherwise; a sentence each."""

    content: bytes
    notes: tuple[str, ...] = ()
