"""The signing key of a development machine: made once, kept beside the database."""

import os
import secrets
from pathlib import Path


def kept_secret(path: Path) -> str:
    """The key in the file. Of several processes that start at once, one writes and all read it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        try:
            os.link(draft, path)  # whole or not at all, and never over another's
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="utf-8")
