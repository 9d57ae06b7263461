"""Tables of an XER as text in P6's code page: the opposite of xer_tables. Pure.

P6 reads an XER in the Windows code page, CP1252 for most, whatever the bytes are. A character that
it lacks is written as the nearest that it has, or as "?", and that is said: never lost in silence.
"""

import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b

CODE_PAGE = "cp1252"
_MOST_SHOWN = 10


@dataclass
class Texts:
    """Makes text fit for a cell, and remembers what had to be changed. replaced: from to."""

    replaced: dict[str, str] = field(default_factory=dict)
    broken_lines: int = 0

    def plain(self, text: str) -> str:
        """One line in the code page, without blanks at its ends."""
        if not text.isprintable():
            kept = "".join(c if c.isprintable() or not _is_control(c) else " " for c in text)
            self.broken_lines += kept != text
            text = kept
        try:
            text.encode(CODE_PAGE)
        except UnicodeEncodeError:
            text = "".join(map(self._nearest, text))
        return text.strip()

    def notes(self) -> list[str]:
        found = []
        if self.broken_lines:
            found.append(
                f"{self.broken_lines} texts had line breaks or tabs, which an XER cannot hold: "
                "they are blanks now."
            )
        if self.replaced:
            pairs = [f"{one!r} as {other!r}" for one, other in self.replaced.items()]
            shown = ", ".join(pairs[:_MOST_SHOWN]) + (", ..." if len(pairs) > _MOST_SHOWN else "")
            found.append(f"P6 reads CP1252, which lacks some characters: written are {shown}.")
        return found

    def _nearest(self, character: str) -> str:
        if _fits(character):
            return character
        bare = "".join(c for c in unicodedata.normalize("NFKD", character) if _fits(c))
        self.replaced[character] = bare or "?"
        return bare or "?"


def table(name: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> list[str]:
    """The lines of one table; none at all where it has no rows."""
    lines = ["\t".join(("%R", *(row.get(column, "") for column in columns))) for row in rows]
    return [f"%T\t{name}", "\t".join(("%F", *columns)), *lines] if lines else []


def encoded(lines: Sequence[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode(CODE_PAGE)


def date_text(at: datetime | None) -> str:
    return "" if at is None else at.isoformat(" ", "minutes")


def hours_text(minutes: int | None) -> str:
    """Hours with as many decimals as give back the minute."""
    if minutes is None:
        return ""
    whole, rest = divmod(minutes, 60)
    return str(whole) if not rest else f"{minutes / 60:.6f}".rstrip("0")


def flag(value: bool) -> str:
    return "Y" if value else "N"


def guid(*names: str) -> str:
    """P6's form of a GUID, the same for the same names: an export repeated gives the same bytes."""
    digest = blake2b("\0".join(names).encode(errors="replace"), digest_size=16).digest()
    return b64encode(digest).decode().rstrip("=")


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _fits(character: str) -> bool:
    try:
        character.encode(CODE_PAGE)
    except UnicodeEncodeError:
        return False
    return True
