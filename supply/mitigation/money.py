"""Amounts in the minor units of a currency, as people read them. Pure."""

MINOR_DIGITS = {
    **dict.fromkeys(("CLP", "ISK", "JPY", "KRW", "VND"), 0),
    **dict.fromkeys(("BHD", "JOD", "KWD", "OMR", "TND"), 3),
}
"""Digits behind the point where they are not two: ISO 4217."""


def money_text(minor: int, currency: str) -> str:
    """Whole units, rounded: `USD 1,850,000` for 185000000 cents."""
    return f"{currency} {minor / 10 ** MINOR_DIGITS.get(currency, 2):,.0f}"
