"""From a mix as it was counted to the heads that DOMAIN.md C.7 reckons with. Pure."""

from typing import Any

from labor.productivity import EQUAL_YEARS, CrewMix, heads_by_year


def crew_mix(counted: Any) -> CrewMix:
    """Of a Mix, or of a row with its columns.

    Apprentices whose year nobody reported are taken as spread equally (C.7).
    """
    unknown = heads_by_year(counted.apprentices_of_unknown_year, EQUAL_YEARS)
    known = [getattr(counted, f"apprentices_year_{year}") for year in range(1, 6)]
    first, second, third, fourth, fifth = map(sum, zip(known, unknown, strict=True))
    unreported = counted.foremen is None and not counted.general_foremen
    return CrewMix(
        journeypersons=counted.journeypersons,
        foremen=None if unreported else (counted.foremen or 0) + counted.general_foremen,
        apprentices_by_year=(first, second, third, fourth, fifth),
        helpers=counted.helpers,
    )
