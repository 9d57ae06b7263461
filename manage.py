#!/usr/bin/env python3
"""Start here: `python3 manage.py demo` or `python3 manage.py test`."""

import os
import sys


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036 (said here, in a grammar that an old one can read)
        sys.exit(
            f"Slipway needs Python 3.11 or newer; this is Python {sys.version.split()[0]}. Install a\n"
            "newer one and call it by its name, for example: python3.11 manage.py demo"
        )
    from config import bootstrap

    bootstrap.enter(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError as error:
        sys.exit(f"{error}. {bootstrap.ADVICE}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
