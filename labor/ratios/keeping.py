"""Keep the rules of law.py as reference data, for people to tie to their sites and to edit."""

from dataclasses import asdict

from labor.ratios.law import JURISDICTIONS, READ_ON, RULES
from labor.ratios.models import LaborJurisdiction, RatioRule


def keep_law() -> list[str]:
    """Make the jurisdictions and rules that are missing; what is there stays as somebody has made it.

    Returns the codes of the rules that are new. None of them is checked before it is tied to a site.
    """
    for code, name in JURISDICTIONS.items():
        LaborJurisdiction.objects.get_or_create(code=code, defaults={"name": name})
    new = []
    for law in RULES:
        terms = asdict(law)
        code, jurisdiction = terms.pop("code"), terms.pop("jurisdiction")
        kept = {**terms, "jurisdiction_id": jurisdiction, "as_of": READ_ON}
        if RatioRule.objects.get_or_create(code=code, defaults=kept)[1]:
            new.append(code)
    return new
