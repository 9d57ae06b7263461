"""Amounts in whole minor units of a currency, as people read them. Pure."""

_MINOR_DIGITS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "VND"), 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 3),
}
_LARGE = ((10**9, "billion"), (10**6, "million"))


def minor_digits(currency: str) -> int:
    """Digits of the minor unit: 2 for cents, 0 where there is none. Source: ISO 4217."""
    return _MINOR_DIGITS.get(currency, 2)


def money_text(amount_minor: int, currency: str) -> str:
    """`USD 38.27 million`, `USD 116,000`, `-JPY 250`: three to five digits, the currency first."""
    sign, whole = "-" if amount_minor < 0 else "", abs(amount_minor) / _minor(currency)
    for size, word in _LARGE:
        if whole >= size * 0.999995:
            return f"{sign}{currency} {whole / size:.2f} {word}"
    return f"{sign}{currency} {whole:,.0f}"


def exact_text(amount_minor: int, currency: str) -> str:
    """Every digit, with the currency's decimals: `USD 808,333.33`."""
    return f"{currency} {amount_minor / _minor(currency):,.{minor_digits(currency)}f}"


def _minor(currency: str) -> int:
    return int(10 ** minor_digits(currency))
