"""Which lead time of a package held on a day."""

from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from supply.lead_times import LEAD_TIMES, LeadTime
from supply.models import LeadTimeRange


def lead_time_on(package: str, on: date) -> LeadTime | None:
    """The newest range as of a day or before; without any, that of D.1; None for what neither knows."""
    ranges = LeadTimeRange.objects.select_related("package").filter(package=package)
    kept = ranges.filter(as_of__lte=on).first()
    if kept is None:
        return LEAD_TIMES.get(package)
    return LeadTime(
        package=package,
        name=kept.package.name,
        low_weeks=kept.low_weeks,
        likely_weeks=kept.likely_weeks,
        high_weeks=kept.high_weeks,
        source=kept.source,
    )


def newest_lead_times() -> QuerySet[LeadTimeRange]:
    """The range of each package that holds now."""
    same = LeadTimeRange.objects.filter(package=OuterRef("package")).order_by("-as_of")
    return LeadTimeRange.objects.filter(pk=Subquery(same.values("pk")[:1]))
