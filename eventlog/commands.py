"""What every command has in common: one transaction, and one answer to a repeated request."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, wraps
from typing import Any

import msgspec
from django.db import transaction

from eventlog.doors.inputs import inputs_of
from eventlog.errors import KeyReused, Refusal, TextTooLong
from eventlog.facts import Appended, Meta
from eventlog.log import appended_before

Command = Callable[..., Appended]
"""Keyword-only inputs and a Meta; refuses or appends."""


def command(decide: Command) -> Command:
    """Make a function a command: a repeated key gets the first answer before any rule is asked."""

    @wraps(decide)
    def run(*, meta: Meta, **inputs: Any) -> Appended:
        meta = replace(meta, request=_digest(decide.__name__, inputs)) if meta.key else meta
        if first := appended_before(meta):
            return first
        _refuse_long_text(decide, inputs)
        try:
            with transaction.atomic():
                return decide(meta=meta, **inputs)
        except KeyReused:
            raise
        except Refusal:
            # The twin of this request may have won the race and made the rule refuse ours.
            if first := appended_before(meta):
                return first
            raise

    return run


def _refuse_long_text(decide: Command, inputs: dict[str, Any]) -> None:
    for name, longest in _limits(decide).items():
        length = len(inputs.get(name) or "")
        if length > longest:
            raise TextTooLong(field=name, length=length, longest=longest)


@cache
def _limits(decide: Command) -> dict[str, int]:
    """The longest text that each bounded input takes."""
    return {given.name: given.longest for given in inputs_of(decide) if given.longest}


def _digest(name: str, inputs: dict[str, Any]) -> str:
    given = {key: value for key, value in inputs.items() if value is not None}
    return hashlib.sha256(msgspec.json.encode([name, given], order="sorted")).hexdigest()[:32]
