"""Files packed into one, with an eye on what they may unpack to. Pure."""

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable

from projects.schedule.errors import ArchiveUnreadable, FileTooLarge

MOST_BYTES = 200_000_000
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
)
"""What the standard library raises for damage, by where it lies."""


def is_zip(content: bytes) -> bool:
    return content.startswith(_ZIP)


def unpacked(content: bytes, *, most_bytes: int = MOST_BYTES) -> bytes:
    """The content of a gzip, or what was given where it is none. Raises FileTooLarge."""
    if not content.startswith(_GZIP):
        return content
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            plain = packed.read(most_bytes + 1)
    except _DAMAGE as trouble:
        raise ArchiveUnreadable(f"the gzip cannot be unpacked: {trouble}") from trouble
    if len(plain) > most_bytes:
        raise FileTooLarge(f"unpacked, the file passes {most_bytes // 1_000_000} MB")
    return plain


def unzipped(content: bytes, wanted: Callable[[str], bool]) -> dict[str, bytes]:
    """The members of a zip whose names are wanted. Raises FileTooLarge or ArchiveUnreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            named = [member for member in archive.infolist() if member.filename]
            members = [m for m in named if not m.is_dir() and wanted(m.filename)]
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise FileTooLarge(f"unpacked, the files pass {MOST_BYTES // 1_000_000} MB")
            return {member.filename: archive.read(member) for member in members}
    except _DAMAGE as trouble:
        raise ArchiveUnreadable(f"the zip cannot be unpacked: {trouble}") from trouble
