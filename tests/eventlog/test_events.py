import json

import pytest

from eventlog.events import (
    Body,
    Event,
    decode,
    encode,
    event_type,
    event_types,
    name_of,
    schema_of,
    upcast,
)
from labor.events import CrewMobilised
from sites.events import WeatherCause, WeatherDayLost
from tests.factories import MAY_1


@event_type("tests.noted", schema=3)
class Noted(Event):
    """Renamed in schema 2, dated by quarter in schema 3."""

    text: str
    quarter: str


@upcast(Noted, from_schema=1)
def body_was_renamed(body: Body) -> Body:
    return {"text": body["remark"], "year": body["year"]}


@upcast(Noted, from_schema=2)
def year_became_first_quarter(body: Body) -> Body:
    return {"text": body["text"], "quarter": f"{body['year']}-Q1"}


def test_a_payload_is_written_with_sorted_keys_and_no_spaces() -> None:
    lost = WeatherDayLost(site="NTX", on=MAY_1, cause=WeatherCause.RAIN)

    assert encode(lost) == '{"cause":"rain","on":"2026-05-01","site":"NTX"}'


def test_text_in_any_script_is_written_as_it_is() -> None:
    assert (
        encode(Noted(text="Straße 東京 ☂", quarter="")) == '{"quarter":"","text":"Straße 東京 ☂"}'
    )


@pytest.mark.parametrize(
    ("schema", "old"),
    [
        (1, {"remark": "late", "year": 2026}),
        (2, {"text": "late", "year": 2026}),
        (3, {"text": "late", "quarter": "2026-Q1"}),
    ],
)
def test_every_old_schema_is_read_as_today_s(schema: int, old: Body) -> None:
    assert decode("tests.noted", schema, json.dumps(old)) == Noted(text="late", quarter="2026-Q1")


def test_a_payload_with_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown field"):
        decode("tests.noted", 3, '{"text":"a","quarter":"b","extra":1}')


def test_two_event_types_cannot_share_a_name() -> None:
    with pytest.raises(ValueError, match=r"labor\.crew_mobilised"):
        event_type("labor.crew_mobilised")(Noted)
    assert event_types()["labor.crew_mobilised"] is CrewMobilised


def test_every_event_type_is_named_after_its_app_and_frozen() -> None:
    for name, payload in event_types().items():
        app = "tests" if payload is Noted else payload.__module__.split(".")[0]
        assert name.startswith(f"{app}.")
        assert name == name_of(payload)
        assert schema_of(payload) >= 1
        assert payload.__struct_config__.frozen
