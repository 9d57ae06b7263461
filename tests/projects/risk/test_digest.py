"""A digest is that of the inputs as JSON, whatever they are made of."""

import json
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum, IntEnum, StrEnum
from hashlib import sha256
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from projects.risk.digest import ENGINE_VERSION, input_digest


class Word(StrEnum):
    LATE = "late"


class Number(IntEnum):
    TWO = 2


class Day(Enum):
    FIRST = date(2026, 1, 1)


@dataclass(frozen=True)
class Pair:
    one: Any
    other: Any


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
    st.dates(),
    st.datetimes(),
    st.sampled_from([Word.LATE, Number.TWO, Day.FIRST]),
)
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.frozensets(plain, max_size=3),
        st.dictionaries(plain, inner, max_size=3),
        st.builds(Pair, inner, inner),
    ),
    max_leaves=12,
)


@given(values, values)
def test_a_digest_is_that_of_the_plain_json(one, other):
    inputs = [Pair(one, other), one, Pair(one, one)]
    text = as_json([ENGINE_VERSION, 7, *inputs])

    assert input_digest(*inputs, iterations=7) == sha256(text.encode()).hexdigest()


def as_json(value: Any) -> str:
    return json.dumps(plainly(value), separators=(",", ":"))


def plainly(value: Any) -> Any:
    match value:
        case Enum():
            return plainly(value.value)
        case date() | datetime():
            return value.isoformat()
        case dict():
            return sorted(([plainly(key), plainly(of)] for key, of in value.items()), key=as_json)
        case set() | frozenset():
            return sorted(map(plainly, value), key=as_json)
        case list() | tuple():
            return [plainly(each) for each in value]
        case _ if is_dataclass(value):
            named = {each.name: plainly(getattr(value, each.name)) for each in fields(value)}
            return [type(value).__name__, named]
    return value
