"""System checks: what a log may hold can be read by today's code, found out at start and not at read."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from django.conf import settings
from django.core.checks import ERROR, WARNING, CheckMessage
from django.core.management.base import BaseCommand

from eventlog.events import decode, encode, event_types, missing_upcasts, schema_of
from eventlog.released import Shape, released, tampered, unreleased
from eventlog.vocabulary import Word, released_words, unreleased_words

TAG = "eventlog"

RAISE_SCHEMA = "Raise the schema number and write an upcast: stored payloads never change."
KEEP_IT = "Keep the class, in the app that names it: logs hold such events."
RELEASE_IT = "Record one, then keep it: manage.py release_payloads."
RESTORE_IT = "Bring back what was committed: a released payload is never changed."


def refuse_to_start_unreadable() -> None:
    """Raises SystemCheckError if a payload that the log may hold cannot be read.

    For processes that Django's own commands do not start: a web server runs no system checks, and a
    Celery worker runs them and goes on whatever they say.
    """
    BaseCommand().check(tags=[TAG])


def check_events(**_: object) -> list[CheckMessage]:
    """Every upcast is there, every type is released, and all that was released is read."""
    kept = released()
    faults = filter(None, (fault_of(shape, text) for shape, text in _stored(kept)))
    return [
        *_missing_steps(),
        *{str(fault): fault for fault in faults}.values(),  # once, not again for every word
        *map(_unreleased, unreleased(kept)),
        *map(_unreleased_word, unreleased_words(kept)),
        *map(_tampered, tampered()),
    ]


def _stored(kept: Mapping[Shape, str]) -> Iterator[tuple[Shape, str]]:
    """The released payloads, and what they would be with each other released word."""
    yield from kept.items()
    for word in released_words():
        if word.shape in kept:
            yield word.shape, word.put_into(kept[word.shape])


def fault_of(shape: Shape, text: str) -> CheckMessage | None:
    """What is wrong with reading this stored payload today, None if nothing is."""
    payload = event_types().get(shape.type)
    if payload is None:
        return _error(2, shape, "A released type is no longer registered.", KEEP_IT)
    current = schema_of(payload)
    if shape.schema > current:
        return _error(3, shape, f"It was released, and the class is at schema {current}.", KEEP_IT)
    if not missing_upcasts(payload).isdisjoint(range(shape.schema, current)):
        return None  # said of the type already
    try:
        today = encode(decode(shape.type, shape.schema, text))
    except (LookupError, TypeError, ValueError) as why:
        said = f"The stored payload is no longer read: {type(why).__name__}: {why}."
        return _error(4, shape, said, RAISE_SCHEMA)
    if shape.schema == current and today != text:
        said = f"Today the same schema would be written with another {_difference(text, today)}."
        return _error(5, shape, said, RAISE_SCHEMA)
    return None


def _missing_steps() -> Iterator[CheckMessage]:
    for name, payload in sorted(event_types().items()):
        for schema in sorted(missing_upcasts(payload)):
            said = f"No upcast leads from schema {schema} to {schema + 1}."
            yield _error(1, name, said, f"Write @upcast({payload.__name__}, from_schema={schema}).")


def _unreleased(shape: Shape) -> CheckMessage:
    current = schema_of(event_types()[shape.type])
    return _draft(6, shape, "No stored payload is kept of it.", is_draft=shape.schema == current)


def _unreleased_word(word: Word) -> CheckMessage:
    return _draft(8, word.shape, f"The word {word.value} of `{word.path}` is not released.")


def _tampered(file: Path) -> CheckMessage:
    return _error(7, file.name, "This file is not as it was released.", RESTORE_IT)


def _difference(was: str, now: str) -> str:
    """The fields of two payloads whose text differs."""
    before, after = (msgspec.json.decode(text, type=dict[str, msgspec.Raw]) for text in (was, now))
    fields = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    return ", ".join(sorted(fields)) or "order of fields or spacing"


def _draft(number: int, of: object, says: str, *, is_draft: bool = True) -> CheckMessage:
    """While it is developed what is new is a draft; in production its first event is for ever."""
    level = WARNING if is_draft and settings.DEBUG else ERROR
    return _error(number, of, says, RELEASE_IT, level=level)


def _error(number: int, of: object, says: str, hint: str, *, level: int = ERROR) -> CheckMessage:
    return CheckMessage(level, says, hint, of, f"{TAG}.E{number:03}")
