"""Capacity that a customer may take and has not taken."""

from projects.contracts.models import AgreedTerms
from projects.money.terms import Commitment


def options_of(project: str) -> set[str]:
    """The codes of a project's tranches that nobody must take: none of them can be late."""
    options = AgreedTerms.objects.filter(project=project, commitment=Commitment.OPTION.value)
    return set(options.values_list("tranche", flat=True))
