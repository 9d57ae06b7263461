"""The one table of facts, and the base of every table made from them."""

from typing import Any, ClassVar

from django.db import models


class PositionField(models.BigIntegerField):
    """A place in the log. On SQLite it is the address of the row itself, and needs no index beside it."""

    def db_type(self, connection: Any) -> str | None:
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class StoredEvent(models.Model):
    """One fact as it was written. Rows are never updated or deleted."""

    position = PositionField(primary_key=True)
    stream = models.UUIDField()
    version = models.IntegerField()
    type = models.CharField(max_length=80)
    schema = models.SmallIntegerField(default=1)
    payload = models.TextField()
    metadata = models.TextField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=200, null=True, blank=True)  # noqa: DJ001 (NULL: no key)
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "eventlog_event"
        verbose_name = "event"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=("stream", "version"), name="event_version_of_stream"),
            models.UniqueConstraint(
                fields=("key",), name="event_key", condition=models.Q(key__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.type}"


class ReadModel(models.Model):
    """A row that only a projection writes. position: the last fact that touched it.

    Without an index on it, which every change of a row would have to write: a model whose lists are long
    gives itself one. natural_key: the fields by which people know a row, the widest first (a site, a
    number), for those who have no id to hand.
    """

    natural_key: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, editable=False)
    position = models.BigIntegerField(editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        raise TypeError(f"only its projection writes {self._meta.label}: record a fact instead")

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"only its projection deletes {self._meta.label}: record a fact instead")


class Cursor(models.Model):
    """How far a follower has read. hash: of the event at position, so that another log is noticed."""

    name = models.CharField(max_length=100, primary_key=True)
    position = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)
    stopped_at = models.BigIntegerField(null=True, blank=True)
    problem = models.TextField(blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "follower"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(stopped_at=None, problem="")
                | (models.Q(stopped_at__isnull=False) & ~models.Q(problem="")),
                name="cursor_stopped_with_a_problem",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.position}"


class Check(models.Model):
    """The newest result of a nightly check. position, hash: the end of the log when last all was well."""

    name = models.CharField(max_length=40, primary_key=True)
    checked_at = models.DateTimeField()
    ok = models.BooleanField()
    report = models.TextField()
    position = models.BigIntegerField(default=0)
    hash = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = "nightly check"
        ordering = ("name",)

    def __str__(self) -> str:
        return f"{self.name} {self.report}"
