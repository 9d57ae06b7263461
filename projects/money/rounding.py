"""The one rounding rule of money here: to the nearest minor unit, halves up, once, at the end. Pure."""


def rounded(numerator: int, denominator: int) -> int:
    """The quotient of two integers, denominator > 0, to the nearest integer; halves go up."""
    return (2 * numerator + denominator) // (2 * denominator)
