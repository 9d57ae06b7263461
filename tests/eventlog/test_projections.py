from typing import Any

import pytest
from django.core.management import CommandError, call_command

from eventlog.models import ReadModel
from eventlog.projections import Projection, Row, fold, fold_parts, hold, rebuild, replay
from labor.commands import demobilise_crew, report_mix
from labor.models import Crew
from labor.projections import crews, mix_reports
from supply.models import Order
from tests.factories import (
    MAY_1,
    MAY_4,
    NOWHERE,
    a_crew,
    a_system,
    an_incident,
    an_order,
    everything,
    said,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crew() -> Any:
    """A crew counted twice, among other things that happened."""
    crew = a_crew(journeypersons=200)
    report_mix(crew_id=crew, journeypersons=20, on=MAY_1, meta=said())
    a_system(), an_order(), an_incident()
    return crew


def test_fold_gives_the_row_of_a_stream_and_the_version_to_expect(crew: Any) -> None:
    row, version = fold(crew, crews)

    assert row is not None
    assert (row.journeypersons, version) == (20, 2)
    assert fold(NOWHERE, crews) == (None, 0)


def test_fold_parts_gives_the_rows_that_a_stream_made(crew: Any) -> None:
    rows, version = fold_parts(crew, mix_reports)

    assert [row.journeypersons for row in rows.values()] == [200, 20]
    assert version == 2


def test_hold_gives_the_row_that_a_fold_would_give(crew: Any) -> None:
    row, _ = fold(crew, crews)

    assert hold(crews, crew) == row
    assert hold(crews, NOWHERE) is None


def test_replay_gives_the_rows_as_of_a_position_and_touches_no_table(crew: Any) -> None:
    before = everything()

    assert [row.journeypersons for row in replay(crews, until=1).values()] == [200]
    assert [row.journeypersons for row in replay(crews, until=2).values()] == [20]
    assert replay(crews, until=0) == {}
    assert everything() == before


def test_a_row_says_the_position_of_the_last_fact_that_touched_it(crew: Any) -> None:
    assert Crew.objects.get(pk=crew).position == 2


def test_a_row_never_changes() -> None:
    row = Row(heads=7)

    assert (row.but(heads=8).heads, row.heads) == (8, 7)
    with pytest.raises(TypeError, match="but"):
        row.heads = 8
    with pytest.raises(AttributeError, match="feet"):
        _ = row.feet


def test_every_read_model_has_a_projection() -> None:
    models = _read_models(ReadModel)  # type: ignore[type-abstract]

    assert {model._meta.label_lower for model in models} == set(Projection.registry)


def _read_models(base: type[ReadModel]) -> set[type[ReadModel]]:
    below = {found for child in base.__subclasses__() for found in _read_models(child)}
    return below if base._meta.abstract else below | {base}


def test_rebuilding_every_projection_changes_nothing(crew: Any) -> None:
    before = everything()

    for projection in Projection.registry.values():
        assert not rebuild(projection)
    assert everything() == before


def test_a_rebuild_mends_changed_missing_and_surplus_rows(crew: Any) -> None:
    demobilise_crew(crew_id=crew, on=MAY_4, meta=said())
    before = everything()
    Crew.objects.update(journeypersons=7)
    Order.objects.all().delete()
    nobody = Crew.objects.get()
    nobody.pk = NOWHERE
    Crew.objects.bulk_create([nobody])

    call_command("rebuild")

    assert everything() == before


def test_a_rebuild_of_one_leaves_the_others_alone(crew: Any) -> None:
    Crew.objects.update(journeypersons=7)
    Order.objects.update(moves=7)

    call_command("rebuild", "labor.crew")

    assert (Crew.objects.get().journeypersons, Order.objects.get().moves) == (20, 7)


def test_a_check_reports_drift_and_writes_nothing(crew: Any) -> None:
    call_command("rebuild", "--check")
    Crew.objects.update(journeypersons=7)

    with pytest.raises(CommandError, match="differ"):
        call_command("rebuild", "--check")
    assert Crew.objects.get().journeypersons == 7


def test_a_read_model_that_there_is_not_cannot_be_rebuilt() -> None:
    with pytest.raises(CommandError, match=r"labor\.gang"):
        call_command("rebuild", "labor.gang")
