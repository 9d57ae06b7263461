"""A table like the log's, made in the scratch database only: no migration knows it."""

from django.db import models


class PlainEvent(models.Model):
    """The columns and keys of a stored event and nothing that makes it a log: no order, no chain."""

    position = models.BigAutoField(primary_key=True)
    stream = models.UUIDField()
    version = models.IntegerField()
    type = models.CharField(max_length=80)
    schema = models.SmallIntegerField()
    payload = models.TextField()
    metadata = models.TextField()
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    key = models.CharField(max_length=200, null=True)  # noqa: DJ001 (as in the log)
    hash = models.BinaryField(max_length=32)

    class Meta:
        app_label = "eventlog"
        db_table = "bench_plain_event"
        managed = False
        constraints = (
            models.UniqueConstraint(fields=("stream", "version"), name="bench_version_of_stream"),
            models.UniqueConstraint(
                fields=("key",), name="bench_key", condition=models.Q(key__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.type}"
