"""The kinds of acceptance record. Pure."""

from enum import StrEnum


class RecordKind(StrEnum):
    FLUSH = "flush"
    WATER = "water"
    BURN_IN = "burn_in"
    CLUSTER = "cluster"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    RecordKind.FLUSH: "flush",
    RecordKind.WATER: "water sample",
    RecordKind.BURN_IN: "burn-in",
    RecordKind.CLUSTER: "cluster test",
}
