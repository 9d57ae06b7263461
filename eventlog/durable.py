"""What leaves the database must not be lost by it afterwards."""

from django.db import connection

from eventlog.log import tail_position

# A commit that had to wait for the log is seen by others before it is on the disk. This one is made
# only if there may be such, and is on the disk with all before it when it answers.
_FLUSH = """
SELECT CASE WHEN pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()
            THEN pg_logical_emit_message(true, 'eventlog', '') END
"""


def durable_tail() -> int:
    """The newest position, which no crash takes back: for readers who keep what they read elsewhere."""
    tail = tail_position()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(_FLUSH)
    return tail
