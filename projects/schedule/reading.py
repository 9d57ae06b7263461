"""A schedule out of a file of any kind that is known: the reader is chosen by the content. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from projects.schedule.archives import MOST_BYTES, is_zip, unpacked, unzipped
from projects.schedule.calendars import FIVE_DAYS
from projects.schedule.errors import FileMissing, FileTooLarge, UnknownFormat
from projects.schedule.model import Schedule, WorkCalendar
from projects.schedule.read_csv import A_MONDAY, ACTIVITIES, read_csv
from projects.schedule.read_mspdi import looks_like_mspdi, read_mspdi
from projects.schedule.read_pmxml import looks_like_pmxml, read_pmxml
from projects.schedule.read_xer import read_xer
from projects.schedule.xer_tables import looks_like_xer
from projects.schedule.xml_records import looks_like_xml, root_of

__all__ = ["read_schedule", "unpacked"]


_OLE = b"\xd0\xcf\x11\xe0"  # of .mpp and other files of Microsoft Office


def read_schedule(
    path: Path | str,
    content: bytes | Mapping[str, bytes] | None = None,
    *,
    project: str | None = None,
    data_date: datetime = A_MONDAY,
    calendar: WorkCalendar = FIVE_DAYS,
) -> Schedule:
    """Read P6's XER or XML, Microsoft Project's XML (each also packed), or CSV in a folder or zip.

    path: where it is, or, with content given, only its name. content: the bytes of the file, or of
    the CSV files by name. project: for a P6 file that holds several. data_date, calendar: for CSV
    that names neither. Raises ScheduleError in one of its kinds, UnknownFormat among them.
    """
    path = Path(path)
    if content is None and not path.is_dir():
        content = _bytes_at(path)
    if content is None or isinstance(content, Mapping):
        source = path if content is None else content
        return read_csv(source, data_date=data_date, calendar=calendar, name=path.name)
    content = unpacked(content)
    if is_zip(content):
        packed = _sole_schedule(content)
        if packed is None:
            return read_csv(content, data_date=data_date, calendar=calendar, name=path.stem)
        content = packed
    if looks_like_xer(content):
        return read_xer(content, project=project)
    if looks_like_xml(content):
        return _read_xml(path, content, project)
    if content.startswith(_OLE):
        raise UnknownFormat(
            f"{path.name} is in Microsoft Project's own format: save it as XML there"
        )
    raise UnknownFormat(f"{path.name} is no XER, no XML, and no zip or folder with two CSV files")


def _read_xml(path: Path, content: bytes, project: str | None) -> Schedule:
    root = root_of(content)
    if looks_like_pmxml(root):
        return read_pmxml(content, project=project)
    if looks_like_mspdi(root):
        schedule = read_mspdi(content)
        return schedule if schedule.name else replace(schedule, name=path.stem)
    raise UnknownFormat(f"{path.name} is XML, but of neither Primavera nor Microsoft Project")


def _sole_schedule(content: bytes) -> bytes | None:
    """The one XER or XML that a zip without CSV holds, as mail programs pack them."""
    found = unzipped(content, _may_be_a_schedule)
    if len(found) != 1 or next(iter(found)).lower().endswith(".csv"):
        return None
    return unpacked(next(iter(found.values())))


def _may_be_a_schedule(member: str) -> bool:
    suffixes = (".xer", ".xml", ACTIVITIES)
    return member.lower().endswith(suffixes) and "__MACOSX" not in member


def _bytes_at(path: Path) -> bytes:
    if not path.is_file():
        raise FileMissing(f"there is no file {path}")
    if path.stat().st_size > MOST_BYTES:
        raise FileTooLarge(f"the file passes {MOST_BYTES // 1_000_000} MB")
    return path.read_bytes()
