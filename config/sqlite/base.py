"""Django's SQLite, which also says what to do with a file that is only half a database."""

import sqlite3
from collections.abc import Mapping
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as Plain

_NOT_WHOLE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class DatabaseWrapper(Plain):
    def get_new_connection(self, conn_params: Mapping[str, Any]) -> Any:
        """Every process opens its database here, so none gets further with half of one."""
        try:
            return super().get_new_connection(conn_params)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in _NOT_WHOLE:
                raise
            raise sqlite3.DatabaseError(
                f"{conn_params['database']} is not a whole SQLite database ({error}). A file that "
                "is copied while somebody writes to it, or only in part, ends like this. Put a "
                "good copy in its place; `sqlite3 FILE '.backup COPY'` makes one at any time."
            ) from error

    def _start_transaction_under_autocommit(self) -> None:
        """As Django does, which asks for a cursor and wraps it: every append begins here."""
        with self.wrap_database_errors:
            self.connection.execute(f"BEGIN {self.transaction_mode or 'DEFERRED'}")  # type: ignore[attr-defined] # since Django 5.1
