"""An append made cheaper: on PostgreSQL a function for one event, which nearly all appends are of;
on SQLite the position as the address of the row, without an index beside the table.
"""

from importlib import import_module
from typing import Any

from django.db import migrations

from eventlog.models import PositionField

append_only: Any = import_module("eventlog.migrations.0002_append_only")

MAKE = r"""
-- One lock for the log and every read model. Where the setting eventlog.early_release is on, for a disk
-- that is slow to flush, nobody keeps the next one waiting for the disk: the commit does not wait, and
-- the caller flushes behind it, before anybody is answered. True: do so.
CREATE OR REPLACE FUNCTION eventlog_lock() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  early boolean := coalesce(current_setting('eventlog.early_release', true), '') = 'on';
BEGIN
  -- Whoever is frozen while it holds the log must not hold it for ever.
  PERFORM set_config('idle_in_transaction_session_timeout', '5s', true);
  IF early THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  PERFORM pg_advisory_xact_lock(1359653148);
  RETURN early;
END $$;

-- The first event comes as it is. p_more: type, schema, payload, metadata, occurred_at of each other one;
-- p_contents: the digests of their contents, 32 bytes each.
-- Each statement behind the lock has a snapshot of its own, and so sees the tail that the last one left.
-- A plan made while the table was empty would be kept: hence no sequential scan.
CREATE FUNCTION eventlog_append(
  p_stream uuid, p_key text, p_expected integer, p_now timestamptz,
  p_type text, p_schema smallint, p_payload text, p_metadata text, p_occurred_at timestamptz,
  p_content bytea, p_more json, p_contents bytea,
  OUT first bigint, OUT head integer, OUT recorded_at timestamptz, OUT repeated boolean,
  OUT unflushed boolean)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  tail bigint;
  tail_recorded_at timestamptz;
  previous bytea;
  microseconds bytea;
  hashes bytea[];
BEGIN
  unflushed := eventlog_lock();
  SELECT coalesce((SELECT max(e.version) FROM eventlog_event e WHERE e.stream = p_stream), 0),
         p_key IS NOT NULL AND EXISTS (SELECT 1 FROM eventlog_event e WHERE e.key = p_key),
         coalesce(t.position, 0), t.recorded_at, coalesce(t.hash, decode(repeat('00', 32), 'hex'))
    INTO head, repeated, tail, tail_recorded_at, previous
    FROM (SELECT 1) AS one
    LEFT JOIN (SELECT e.position, e.recorded_at, e.hash
               FROM eventlog_event e ORDER BY e.position DESC LIMIT 1) AS t ON true;
  recorded_at := greatest(p_now, tail_recorded_at + interval '1 microsecond');
  IF repeated OR head <> p_expected THEN
    RETURN;
  END IF;
  first := tail + 1;
  microseconds := int8send((extract(epoch FROM recorded_at) * 1000000)::bigint);
  previous := sha256(previous || int8send(first) || int8send(head + 1) || microseconds || p_content);
  INSERT INTO eventlog_event (position, stream, version, type, schema, payload, metadata,
                              occurred_at, recorded_at, key, hash)
  VALUES (first, p_stream, head + 1, p_type, p_schema, p_payload, p_metadata,
          p_occurred_at, recorded_at, p_key, previous);
  IF p_more IS NULL THEN
    RETURN;
  END IF;
  FOR n IN 1 .. length(p_contents) / 32 LOOP
    previous := sha256(previous || int8send(first + n) || int8send(head + 1 + n) || microseconds
                       || substring(p_contents FROM 32 * n - 31 FOR 32));
    hashes[n] := previous;
  END LOOP;
  INSERT INTO eventlog_event (position, stream, version, type, schema, payload, metadata,
                              occurred_at, recorded_at, key, hash)
  SELECT first + n, p_stream, head + 1 + n, t, s, p, m, o, recorded_at, NULL, hashes[n]
  FROM ROWS FROM (json_to_recordset(p_more)
                  AS (t text, s smallint, p text, m text, o timestamptz))
       WITH ORDINALITY AS r(t, s, p, m, o, n);
END $$;

DROP FUNCTION eventlog_append(uuid, json, text, integer[], timestamptz);
"""


def make_function(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        _run(schema_editor, MAKE)


def make_triggers_again(apps: Any, schema_editor: Any) -> None:
    """SQLite's table was made anew, and its triggers went with the old one."""
    if schema_editor.connection.vendor == "sqlite":
        _run(schema_editor, *append_only.SQLITE)


def _run(schema_editor: Any, *statements: str) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("eventlog", "0004_role_of_the_app")]

    operations = [
        migrations.AlterField(
            model_name="storedevent",
            name="position",
            field=PositionField(primary_key=True, serialize=False),
        ),
        migrations.RunPython(make_triggers_again),
        migrations.RunPython(make_function),
    ]
