"""An XML file as records, with the line where each begins; what they mean is said elsewhere. Pure.

Schedule tools write no document type, and every trick with entities needs one (a few lines that
unfold into gigabytes, or that fetch a file of the server): so whoever brings one is refused.
"""

import codecs
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from projects.schedule.errors import XmlHasDocumentType, XmlMalformed

_DEEPEST = 60
_MOST_ELEMENTS, _MOST_RECORDS, _MOST_VALUES = 10_000_000, 2_000_000, 2_000
"""Above what real schedules of 200 MB hold, and below what a server's memory does."""

_BY_EXPAT = ("utf-8", "utf-16", "iso-8859-1", "us-ascii")
_BY_US = re.compile(r"cp|iso8859|koi8|mac|gb|big5|shift_jis|euc|johab|tis|utf-(?:8|16|32)")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]{0,80}?encoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
_NOTHING = ("", "0", "0.0", "0.00", "PT0H0M0S", "false")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(slots=True)
class Record:
    """An element that holds others: those with only text as values, the rest as records."""

    tag: str
    line: int
    values: dict[str, str] = field(default_factory=dict)
    records: dict[str, list["Record"]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def all(self, *path: str) -> list["Record"]:
        """The records at the end of a path of tags: all("Tasks", "Task")."""
        found = [self]
        for tag in path:
            found = [below for record in found for below in record.records.get(tag, ())]
        return found


@dataclass(frozen=True, kw_only=True)
class Document:
    """unused: (tag of a record, tag in it) to how many of them hold something that is not kept."""

    root: Record
    unused: Counter[tuple[str, str]]


def looks_like_xml(content: bytes) -> bool:
    start = content[:64].removeprefix(codecs.BOM_UTF8)
    return start.lstrip().startswith(b"<") or (
        start.startswith(_UTF16) and start[2:].strip(b" \t\r\n\x00").startswith(b"<")
    )


def root_of(content: bytes) -> tuple[str, str]:
    """Namespace and tag of the outermost element. Raises XmlMalformed where none begins."""
    tags: list[str] = []

    def begin(tag: str, _attributes: object) -> None:
        tags.append(tag)

    content, encoding = _for_expat(content)
    parser = _parser(encoding)
    parser.StartElementHandler = begin
    try:
        parser.Parse(content[:20_000], False)
    except (expat.ExpatError, ValueError) as trouble:
        if not tags:
            raise _malformed(trouble) from trouble
    if not tags:
        raise XmlMalformed("the file is not whole XML: no element begins in it")
    namespace, _, tag = tags[0].rpartition(" ")
    return namespace, tag


def read_document(
    content: bytes,
    *,
    kept: Mapping[str, Collection[str]],
    skipped: Collection[str] = (),
) -> Document:
    """The whole file. Raises XmlMalformed, with the row, or XmlHasDocumentType.

    kept: the values to keep of records with that tag; of records with any other tag all are kept.
    skipped: elements that are left out with all that is in them, and count as unused.
    """
    content, encoding = _for_expat(content)
    return _Reading(kept, skipped, encoding).document(content)


def _for_expat(content: bytes) -> tuple[bytes, str | None]:
    """What expat can read, and the encoding to tell it where that is not what the file declares."""
    if content.startswith(_UTF16):
        return content, None
    declared = _DECLARED.match(content.removeprefix(codecs.BOM_UTF8)[:200])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name in _BY_EXPAT:
        return content, None
    try:
        codec = codecs.lookup(name).name
        if not _BY_US.match(codec):
            raise LookupError
        return content.decode(codec).encode("utf-8"), "utf-8"
    except (LookupError, UnicodeError) as trouble:
        raise XmlMalformed(f"the file is not in the encoding {name} that it declares") from trouble


def _parser(encoding: str | None) -> expat.XMLParserType:
    parser = expat.ParserCreate(encoding, namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def _malformed(trouble: Exception) -> XmlMalformed:
    row = getattr(trouble, "lineno", None)
    code = getattr(trouble, "code", None)
    what = expat.errors.messages.get(code, "not well-formed") if code else str(trouble)
    return XmlMalformed(f"the file is not whole XML: {what}", row=row)


def _refuse_document_type(*_details: object) -> NoReturn:
    raise XmlHasDocumentType("the file declares a document type, which no schedule needs")


class _Reading:
    """Hands expat's events to records. An element counts as a value until one begins within it."""

    def __init__(
        self,
        kept: Mapping[str, Collection[str]],
        skipped: Collection[str],
        encoding: str | None,
    ) -> None:
        self._kept, self._skipped = kept, frozenset(skipped)
        self._parser = _parser(encoding)
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._take
        self._open: list[Record] = []
        self._value: tuple[str, int] | None = None
        self._text: list[str] = []
        self._skipping = 0
        self._root = Record("", 0)
        self._unused: Counter[tuple[str, str]] = Counter()
        self._elements = self._records = 0

    def document(self, content: bytes) -> Document:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as trouble:
            what = expat.errors.messages.get(trouble.code, "not well-formed")
            raise XmlMalformed(
                f"the file is not whole XML: {what}", row=trouble.lineno
            ) from trouble
        except ValueError as trouble:
            raise XmlMalformed(f"the file is not whole XML: {trouble}") from trouble
        return Document(root=self._root, unused=self._unused)

    def _begin(self, tag: str, _attributes: Any) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise XmlMalformed("there are too many elements")
        if self._skipping:
            self._skipping += 1
            return
        self._open_record()
        tag = tag.rpartition(" ")[2]
        if self._open and tag in self._skipped:
            self._unused[self._open[-1].tag, tag] += 1
            self._skipping = 1
            return
        self._value = tag, self._parser.CurrentLineNumber
        self._text.clear()

    def _open_record(self) -> None:
        """What was taken for a value holds an element, so it is a record."""
        if self._value is None:
            return
        record = Record(*self._value)
        self._records += 1
        if self._records > _MOST_RECORDS:
            raise XmlMalformed("there are too many elements", row=record.line)
        if len(self._open) >= _DEEPEST:
            raise XmlMalformed("the elements are nested too deep", row=record.line)
        if self._open:
            self._open[-1].records.setdefault(record.tag, []).append(record)
        else:
            self._root = record
        self._open.append(record)
        self._value = None

    def _take(self, text: str) -> None:
        if self._value is not None:
            self._text.append(text)

    def _end(self, _tag: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif self._value is None:
            self._open.pop()
        elif not self._open:
            self._open_record()
        else:
            self._keep(self._value[0], "".join(self._text).strip())
            self._value = None

    def _keep(self, tag: str, text: str) -> None:
        record = self._open[-1]
        wanted = self._kept.get(record.tag)
        if wanted is None or tag in wanted:
            record.values.setdefault(tag, text)
            if len(record.values) > _MOST_VALUES:
                raise XmlMalformed("an element holds too many others", row=record.line)
        elif text not in _NOTHING and len(self._unused) < _MOST_VALUES:
            self._unused[record.tag, tag] += 1
