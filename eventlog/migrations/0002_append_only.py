"""The database itself refuses to change the log, and appends to it in one call where it can.

A migration that alters the table on SQLite makes it anew and loses the triggers: it must make them
again. `manage.py check --database default` says when they are missing.
"""

from collections.abc import Sequence
from typing import Any

from django.db import migrations

POSTGRES = r"""
CREATE FUNCTION eventlog_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only: % is refused', TG_OP
    USING ERRCODE = 'restrict_violation', HINT = 'Record a correction instead.';
END $$;

CREATE TRIGGER eventlog_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON eventlog_event
  FOR EACH STATEMENT EXECUTE FUNCTION eventlog_refuse();

-- One lock for the log and every read model. Where the setting eventlog.early_release is on, for a disk
-- that is slow to flush, whoever had to wait for the lock does not keep the next one waiting for the disk:
-- its commit does not wait, and the caller flushes behind it, before anybody is answered. True: do so.
CREATE FUNCTION eventlog_lock() RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  early boolean := coalesce(current_setting('eventlog.early_release', true), '') = 'on';
BEGIN
  -- Whoever is frozen while it holds the log must not hold it for ever.
  PERFORM set_config('idle_in_transaction_session_timeout', '5s', true);
  IF pg_try_advisory_xact_lock(1359653148) THEN
    RETURN false;
  END IF;
  IF early THEN
    PERFORM set_config('synchronous_commit', 'off', true);
  END IF;
  PERFORM pg_advisory_xact_lock(1359653148);
  RETURN early;
END $$;

-- p_rows: type, schema, payload, metadata, occurred_at and digest of the content of each event, in hex.
-- Each statement behind the lock has a snapshot of its own, and so sees the tail that the last one left.
-- A plan made while the table was empty would be kept: hence no sequential scan.
CREATE FUNCTION eventlog_append(
  p_stream uuid, p_rows json, p_key text, p_expected integer[], p_now timestamptz,
  OUT first bigint, OUT head integer, OUT recorded_at timestamptz, OUT repeated boolean,
  OUT unflushed boolean)
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  tail record;
  content text;
  number bigint;
  microseconds bigint;
  previous bytea;
  hashes bytea[];
BEGIN
  unflushed := eventlog_lock();
  repeated := p_key IS NOT NULL AND EXISTS (SELECT 1 FROM eventlog_event e WHERE e.key = p_key);
  SELECT coalesce(max(e.version), 0) INTO head FROM eventlog_event e WHERE e.stream = p_stream;
  SELECT e.position, e.recorded_at, e.hash INTO tail
    FROM eventlog_event e ORDER BY e.position DESC LIMIT 1;
  recorded_at := greatest(p_now, tail.recorded_at + interval '1 microsecond');
  IF repeated OR head <> ANY (p_expected) THEN
    RETURN;
  END IF;
  first := coalesce(tail.position, 0) + 1;
  previous := coalesce(tail.hash, decode(repeat('00', 32), 'hex'));
  microseconds := (extract(epoch FROM recorded_at) * 1000000)::bigint;
  FOR content, number IN
    SELECT r.said->>'c', r.n - 1 FROM json_array_elements(p_rows) WITH ORDINALITY AS r(said, n)
  LOOP
    previous := sha256(previous || int8send(first + number) || int8send(head + 1 + number)
                       || int8send(microseconds) || decode(content, 'hex'));
    hashes[number + 1] := previous;
  END LOOP;
  INSERT INTO eventlog_event (position, stream, version, type, schema, payload, metadata,
                              occurred_at, recorded_at, key, hash)
  SELECT first + n - 1, p_stream, head + n, t, s, p, m, o, recorded_at,
         CASE WHEN n = 1 THEN p_key END, hashes[n]
  FROM ROWS FROM (json_to_recordset(p_rows)
                  AS (t text, s smallint, p text, m text, o timestamptz))
       WITH ORDINALITY AS r(t, s, p, m, o, n);
END $$;
"""

POSTGRES_BACK = """
DROP FUNCTION eventlog_append(uuid, json, text, integer[], timestamptz);
DROP FUNCTION eventlog_lock();
DROP TRIGGER eventlog_append_only ON eventlog_event;
DROP FUNCTION eventlog_refuse();
"""

# INSERT OR REPLACE deletes without asking the trigger for DELETE: so a row that is not the next one of
# the log and of its stream, or whose key is there, is refused before.
SQLITE = (
    """CREATE TRIGGER eventlog_no_update BEFORE UPDATE ON eventlog_event BEGIN
         SELECT RAISE(ABORT, 'the log is append-only: UPDATE is refused');
       END""",
    """CREATE TRIGGER eventlog_no_delete BEFORE DELETE ON eventlog_event BEGIN
         SELECT RAISE(ABORT, 'the log is append-only: DELETE is refused');
       END""",
    """CREATE TRIGGER eventlog_no_replace BEFORE INSERT ON eventlog_event
       WHEN EXISTS (SELECT 1 FROM eventlog_event WHERE position = NEW.position)
         OR EXISTS (SELECT 1 FROM eventlog_event
                    WHERE stream = NEW.stream AND version = NEW.version)
         OR EXISTS (SELECT 1 FROM eventlog_event WHERE key = NEW.key)
       BEGIN
         SELECT RAISE(ABORT, 'the log is append-only: this row is there already');
       END""",
)
SQLITE_BACK = tuple(f"DROP TRIGGER eventlog_no_{what}" for what in ("update", "delete", "replace"))


def forwards(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, (POSTGRES,), SQLITE)


def backwards(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, (POSTGRES_BACK,), SQLITE_BACK)


def _run(schema_editor: Any, postgres: Sequence[str], sqlite: Sequence[str]) -> None:
    statements = {"postgresql": postgres, "sqlite": sqlite}[schema_editor.connection.vendor]
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("eventlog", "0001_event_log")]

    operations = [migrations.RunPython(forwards, backwards)]
