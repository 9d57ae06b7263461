"""Rebuilds every read model again and again, having spoilt some rows first so that there is work."""

from itertools import count
from pathlib import Path

from eventlog.projections import Projection, rebuild
from sites.models import WeatherDay


def main(*, home: str, called: str, spoil: int = 3) -> None:
    """Leaves a file `<called>-<n>` after the n-th round, so that a test can count them."""
    for number in count(1):
        _spoil(spoil)
        for projection in Projection.registry.values():
            rebuild(projection)
        (Path(home) / f"{called}-{number}").touch()
        if (Path(home) / "stop").exists():
            return


def _spoil(rows: int) -> None:
    chosen = WeatherDay.objects.order_by("?").values_list("pk", flat=True)[:rows]
    WeatherDay.objects.filter(pk__in=list(chosen)).update(cause="snow")
