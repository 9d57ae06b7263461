"""The schema shows an example of every action, which nobody typed and which its serializer takes."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from drf_spectacular.generators import SchemaGenerator

from config.api import gathered
from eventlog.doors.bulk.running import table_of
from eventlog.doors.bulk.template import example_file_of, takes_rows
from eventlog.doors.examples import example_of, example_row_of, refusals_of
from eventlog.doors.inputs import Upload, inputs_of, title_of
from eventlog.doors.serializers import body_of
from eventlog.doors.views import FactViewSet
from eventlog.serializers import CorrectionSerializer, RetractionSerializer
from labor.moving.commands import move_heads
from supply.commands import place_order, report_incident
from supply.errors import OrderAlreadyPlaced

VIEWS = [view for _, view, _ in gathered().registry if issubclass(view, FactViewSet)]
COMMANDS = sorted({c for view in VIEWS for c in view.commands}, key=lambda c: c.__name__)
FOR_MANY = [command for command in COMMANDS if takes_rows(command)]


@pytest.fixture(scope="module")
def paths() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)["paths"]


def posted(paths: dict[str, Any], command: Any, ending: str = "") -> dict[str, Any]:
    name = command.__name__.replace("_", "-")
    (path,) = (path for path in paths if path.endswith(f"/{name}/{ending}"))
    operation: dict[str, Any] = paths[path]["post"]
    return operation


def examples(content: dict[str, Any]) -> list[Any]:
    found = (kind.get("examples", {}) for kind in content.values())
    return [example["value"] for each in found for example in each.values()]


def sent(command: Any, body: dict[str, Any]) -> dict[str, Any]:
    files = [each.name for each in inputs_of(command) if each.type is Upload]
    return body | {name: SimpleUploadedFile(body[name], b"x") for name in files}


@pytest.mark.parametrize("command", COMMANDS, ids=title_of)
def test_every_action_shows_an_example_that_its_serializer_takes(paths: Any, command: Any) -> None:
    operation = posted(paths, command)
    bodies = examples(operation["requestBody"]["content"]) if "requestBody" in operation else [{}]
    (body,) = bodies
    subject = {each.name for each in inputs_of(command)} - set(body)
    serializer = body_of(command)(data=sent(command, dict(example_of(command))))

    assert serializer.is_valid(), serializer.errors
    assert all(example_of(command)[name] == value for name, value in body.items())
    required = {each.name for each in inputs_of(command) if each.required}
    assert len(subject & required) <= 1  # the one that the address names


@pytest.mark.parametrize("command", FOR_MANY, ids=title_of)
def test_every_action_for_many_shows_a_file_whose_columns_are_right(
    paths: Any, command: Any
) -> None:
    (body,) = examples(posted(paths, command, "from-csv/")["requestBody"]["content"])
    table = table_of(command, body["file"].encode())

    assert body["file"] == example_file_of(command)
    assert (len(table.lines), table.problems) == (1, [])


@pytest.mark.parametrize("command", COMMANDS, ids=title_of)
def test_every_action_shows_what_it_answers_and_how_it_refuses(paths: Any, command: Any) -> None:
    answers = posted(paths, command)["responses"]

    for status in ("201", "400", "401", "412", "422"):
        assert examples(answers[status]["content"]), status
    for status in ("400", "401", "412", "422"):
        (problem,) = examples(answers[status]["content"])
        assert problem["status"] == int(status)


def test_the_problems_shown_are_those_that_the_command_raises(paths: Any) -> None:
    (problem,) = examples(posted(paths, place_order)["responses"]["409"]["content"])

    assert refusals_of(place_order) == [OrderAlreadyPlaced]
    assert problem["code"] == "order_already_placed"


@pytest.mark.parametrize(
    ("name", "body"), [("retract", RetractionSerializer), ("correct", CorrectionSerializer)]
)
def test_taking_back_and_correcting_show_an_example(paths: Any, name: str, body: Any) -> None:
    (path,) = (path for path in paths if path.endswith(f"/{name}/"))
    (example,) = examples(paths[path]["post"]["requestBody"]["content"])
    serializer = body(data=example)

    assert serializer.is_valid(), serializer.errors


def test_an_example_is_made_from_what_was_released() -> None:
    assert example_of(place_order)["description"].startswith("Transformer 34.5 kV")


def test_a_list_says_that_it_comes_as_a_file(paths: Any) -> None:
    operation = paths["/api/v1/orders/"]["get"]
    formats = {p["name"]: p for p in operation["parameters"]}["format"]["schema"]["enum"]

    assert formats == ["csv", "json", "xlsx"]
    assert "text/csv" in operation["responses"]["200"]["content"]


def test_of_inputs_that_exclude_each_other_an_example_gives_one() -> None:
    shown = example_of(report_incident)

    scope = {"site", "supplier", "order_id", "package", "activity", "region", "craft"}
    assert len(scope & set(shown)) == 1
    assert not {"stage", "factor"} & set(shown)


def test_heads_move_to_another_crew_in_the_examples_too() -> None:
    for shown in (example_of(move_heads), example_row_of(move_heads)):
        assert shown["crew_id"] != shown["to_crew_id"]
