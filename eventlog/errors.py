"""Refusals: raised before any write, each with a code that never changes."""

from typing import Any, ClassVar


class Refusal(Exception):
    """What a command says instead of writing. Subclasses set code, says and, if one is to blame, field;
    a refusal that may blame any of several is given the field as a detail.

    says is a template over the details given; status is the HTTP answer it becomes in `doors/problems.py`.
    """

    code: ClassVar[str]
    says: ClassVar[str]
    field: str | None = None
    status: ClassVar[int] = 409

    def __init__(self, **details: Any) -> None:
        self.details = details
        self.field = details.get("field", self.field)
        super().__init__(self.says.format(**details))


class VersionConflict(Refusal):
    code = "version_conflict"
    says = "The stream is at version {current}, not {expected}: someone recorded a fact meanwhile."
    status = 412


class KeyReused(Refusal):
    code = "idempotency_key_reused"
    says = "This idempotency key was already used for another request."
    status = 422


class TextTooLong(Refusal):
    code = "text_too_long"
    says = "{length} characters are too many here: at most {longest} fit."
    status = 422


class ProjectionFailed(Exception):
    """A projection could not take an event; the append is undone. Says which event and handler."""


class UnknownFollower(Refusal):
    code = "unknown_follower"
    says = "No follower is named {name}. There are: {known}."
    status = 404


class NotStoppedThere(Refusal):
    code = "follower_not_stopped_there"
    says = (
        "{name} is not stopped at the event {position}; it can skip only the one that stopped it."
    )


class NoSuchPosition(Refusal):
    code = "no_such_position"
    says = "The log has no event {position}; its newest is {tail}."
