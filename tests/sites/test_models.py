import pytest
from django.core.exceptions import ValidationError

from sites.models import Site
from tests.factories import a_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "America/Dallas"),
        ("monthly_weather_days", [1] * 11),
        ("monthly_weather_days", [32] * 12),
        ("monthly_weather_days", "rain"),
    ],
)
def test_a_site_in_no_zone_or_with_no_year_of_weather_is_refused(field: str, value: object) -> None:
    site = Site(code="X", name="X", zone="America/Chicago")
    setattr(site, field, value)

    with pytest.raises(ValidationError) as caught:
        site.full_clean()
    assert list(caught.value.message_dict) == [field]


def test_each_edit_of_a_site_is_kept() -> None:
    site = a_site()
    site.name = "North Texas Campus"
    site.save()

    assert [old.name for old in site.history.all()] == ["North Texas Campus", "North Texas"]
