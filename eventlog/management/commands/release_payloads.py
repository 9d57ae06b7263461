"""Release new event types and schemas: `manage.py release_payloads`, once before they are merged."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from eventlog.checks import fault_of
from eventlog.models import StoredEvent
from eventlog.released import Shape, release, released, unreleased, unset
from eventlog.vocabulary import release_word, unreleased_words


class Command(BaseCommand):
    help = "Keep one payload of this log, for ever, of every event type and schema that has none."
    requires_system_checks = ()  # it mends what they find

    def handle(self, *args: Any, **options: Any) -> None:
        absent = []
        for shape in unreleased(released()):
            text = fullest(shape)
            if text is None:
                absent.append(str(shape))
                continue
            release(shape, text)
            empty = ", ".join(sorted(unset(text)))
            self.stdout.write(
                f"{shape}: kept" + (f", though with nothing in {empty}" if empty else "")
            )
        for word in unreleased_words(released()):
            release_word(word)
            self.stdout.write(f"{word.shape}: {word.path} may be {word.value}")
        if absent:
            raise CommandError(
                f"Not in this log as today's code writes it; record one: {'; '.join(absent)}."
            )


def fullest(shape: Shape) -> str | None:
    """The stored payload that leaves the least unset, the shortest of those.

    A log of drafts may hold payloads that today's code would not write: these do not count.
    """
    rows = StoredEvent.objects.filter(type=shape.type, schema=shape.schema)
    texts = rows.values_list("payload", flat=True).iterator()
    fit = (text for text in texts if not fault_of(shape, text))
    return min(fit, key=lambda text: (len(unset(text)), len(text)), default=None)
