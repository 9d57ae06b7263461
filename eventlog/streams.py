"""The ids of streams. A thing with a natural key has one stream, whoever records it first."""

from uuid import UUID, uuid5

_STREAMS = UUID("6f1c6a52-6f0f-5f0e-9a35-1f5b0f6f5a10")


def stream_id(kind: str, *natural_key: str) -> UUID:
    """The stream of the one thing of this kind with this natural key: the same on every machine."""
    return uuid5(_STREAMS, "\x1f".join((kind, *natural_key)))


def part_id(stream: UUID, *natural_key: str) -> UUID:
    """The id of a part within a stream, such as one tranche of a contract."""
    return uuid5(stream, "\x1f".join(natural_key))
