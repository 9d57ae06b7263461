"""The REST API describes itself, completely."""

from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema

from projects import commands as of_projects
from projects.planning import commands as planning
from sites import commands as of_sites
from supply import commands as of_supply

SOME = (
    of_projects.register_project,
    planning.import_schedule,
    of_projects.amend_tranche_start,
    of_sites.record_test,
    of_supply.report_incident,
)


def test_the_schema_is_valid_and_leaves_nothing_to_guess():
    GENERATOR_STATS.reset()
    schema = SchemaGenerator().get_schema(request=None, public=True)
    validate_schema(schema)
    assert not GENERATOR_STATS


def test_each_fact_is_a_named_action_that_takes_an_idempotency_key():
    paths = SchemaGenerator().get_schema(request=None, public=True)["paths"]
    for command in SOME:
        name = command.__name__.replace("_", "-")
        (path,) = (path for path in paths if path.endswith(f"/{name}/"))
        named = {parameter["name"]: parameter for parameter in paths[path]["post"]["parameters"]}
        assert named["Idempotency-Key"]["required"], path
