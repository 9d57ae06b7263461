"""The ids of the streams of commissioning, and of their parts. Pure."""

from uuid import UUID

from eventlog.streams import part_id, stream_id


def hall_stream(site: str, hall: str) -> UUID:
    """The stream of what is recorded of a hall as a whole."""
    return stream_id("hall", site, hall)


def gate_id(stream: UUID, gate: str) -> UUID:
    return part_id(stream, "gate", gate)


def acceptance_id(stream: UUID, kind: str, number: int) -> UUID:
    return part_id(stream, kind, str(number))


def attempt_id(stream: UUID, level: str, procedure: str, attempt: int) -> UUID:
    return part_id(stream, level, procedure, str(attempt))


def deficiency_id(stream: UUID, reference: str) -> UUID:
    return part_id(stream, "deficiency", reference)
