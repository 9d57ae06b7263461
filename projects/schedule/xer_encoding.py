"""The text of an XER, whose encoding no header names: P6 writes in the code page of its user. Pure."""

import codecs

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_FAR_MORE = 10
_BY_CURRENCY = {
    "cp1250": ("PLN", "CZK", "HUF", "RON", "HRK", "RSD"),
    "cp1251": ("RUB", "RUR", "UAH", "BYN", "BGN", "KZT"),
    "cp1254": ("TRY", "TRL", "AZN"),
    "cp1255": ("ILS",),
    "cp1256": ("AED", "SAR", "QAR", "EGP", "KWD", "OMR", "BHD", "JOD", "IRR"),
    "cp932": ("JPY",),
    "cp936": ("CNY", "RMB"),
    "cp949": ("KRW",),
    "cp950": ("TWD", "HKD"),
    "cp874": ("THB",),
    "cp1258": ("VND",),
}
"""The currency that ends the header is the one sign of the country that an XER gives."""


def decoded(content: bytes) -> tuple[str, list[str]]:
    """The text and what was assumed: a byte order mark, else UTF-8, else a code page."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), []
    for name in ("utf-16-le", "utf-16-be"):
        if content.startswith("ERMHDR".encode(name)):
            return content.decode(name, errors="replace"), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        return _damaged_utf8(content) or _by_code_page(content)


def _damaged_utf8(content: bytes) -> tuple[str, list[str]] | None:
    """UTF-8 of which a few letters were cut: no other text looks like so much of it by chance."""
    text = content.decode("utf-8", errors="replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    whole = sum(not letter.isascii() for letter in text) - lost
    if whole < _FAR_MORE * lost:
        return None
    return text, [f"{lost} letters of the file are damaged."]


def _by_code_page(content: bytes) -> tuple[str, list[str]]:
    header = content.split(b"\n", 1)[0].split(b"\r", 1)[0].decode("ascii", errors="replace")
    currency = header.split("\t")[-1].strip().upper()
    for encoding, currencies in _BY_CURRENCY.items():
        if currency in currencies:
            try:
                text = content.decode(encoding)
            except UnicodeDecodeError:
                break
            return text, [f"The file is read as {encoding}, as its currency is {currency}."]
    text = content.decode("cp1252", errors="replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    return text, [f"{lost} characters are in no known encoding."] if lost else []
