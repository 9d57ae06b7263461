"""Classes of a customer's credit. Pure."""

from enum import StrEnum


class Rating(StrEnum):
    """Investment grade is BBB- or Baa3 and better; who has no rating is a class of its own."""

    INVESTMENT_GRADE = "investment_grade"
    BELOW_INVESTMENT_GRADE = "below_investment_grade"
    UNRATED = "unrated"
