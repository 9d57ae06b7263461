"""What the migration makes of deficiencies that were recorded before they had a life."""

from importlib import import_module
from pkgutil import iter_modules

import pytest
from django.apps import apps

from eventlog.projections import rebuild
from sites import migrations
from sites.commands import close_deficiency
from sites.commissioning.projections import deficiencies
from sites.models import Deficiency
from tests.factories import MAY_4, NOW, a_system, said
from tests.sites.commissioning.building import found

pytestmark = pytest.mark.django_db


def test_rows_of_before_come_to_where_the_log_has_them() -> None:
    system = a_system()
    found(system)
    close_deficiency(deficiency_id=found(system, "D-2"), on=MAY_4, meta=said())
    Deficiency.objects.update(state="open", since=NOW.date())  # as new columns find them

    (name,) = (
        m.name for m in iter_modules(migrations.__path__) if m.name.endswith("commissioning")
    )
    import_module(f"sites.migrations.{name}").say_where_deficiencies_are(apps, None)

    assert not rebuild(deficiencies, check=True)
