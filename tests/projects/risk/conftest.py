"""The reference build and other people's data, as the tests of the schedule know them."""

from tests.projects.schedule.conftest import outside_data, ref72

__all__ = ["outside_data", "ref72"]
