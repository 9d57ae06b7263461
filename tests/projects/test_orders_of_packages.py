import pytest

from supply.models import Order
from tests.factories import a_supplier, an_order, refused
from tests.projects.building import Build

pytestmark = pytest.mark.django_db


def test_an_order_is_of_a_package_that_some_schedule_has(build: Build) -> None:
    given = {"site": build.site, "supplier": a_supplier().code}

    with refused("order_package_not_planned", "package") as caught:
        an_order(**given, package="XFRM")
    assert "XFMR" in str(caught.value)
    an_order(**given, package="XFMR")
    assert Order.objects.get().package == "XFMR"
