"""On PostgreSQL: a group role that may append to the log and read it, and no more; and use all the rest.

Whoever migrates owns the tables. The login that web and workers use is made a member, and owns nothing:

    CREATE ROLE slipway_web LOGIN PASSWORD '...' IN ROLE slipway_app;

Roles belong to the whole server. A login that may not create one leaves it out, and says so.
"""

from typing import Any

from django.db import migrations

MAKE = """
DO $$ BEGIN
  CREATE ROLE slipway_app NOLOGIN;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;  -- another database of this server has made it
END $$
"""

GRANT = """
GRANT USAGE ON SCHEMA public TO slipway_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO slipway_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO slipway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO slipway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO slipway_app;
REVOKE UPDATE, DELETE, TRUNCATE ON eventlog_event FROM slipway_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM slipway_app;
"""

REVOKE = """
REVOKE ALL ON ALL TABLES IN SCHEMA public FROM slipway_app;
REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM slipway_app;
REVOKE ALL ON SCHEMA public FROM slipway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM slipway_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM slipway_app;
"""

MAY_MAKE = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
IS_THERE = "SELECT count(*) FROM pg_roles WHERE rolname = 'slipway_app'"


def forwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        if _first(cursor, MAY_MAKE):
            cursor.execute(MAKE)
        if _first(cursor, IS_THERE):
            cursor.execute(GRANT)
        else:
            print("\n    This login may not create the role slipway_app: see docs/eventlog.md.")  # noqa: T201


def backwards(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        if _first(cursor, IS_THERE):
            cursor.execute(REVOKE)


def _first(cursor: Any, query: str) -> Any:
    cursor.execute(query)
    return cursor.fetchone()[0]


class Migration(migrations.Migration):
    dependencies = [("eventlog", "0003_followers")]

    operations = [migrations.RunPython(forwards, backwards)]
