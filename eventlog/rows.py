"""A row of a read model as plain values, from which projections make the next one. Pure."""

from collections.abc import ItemsView, Iterator, Mapping
from typing import Any


class Row(Mapping[str, Any]):
    """One row of a read model as plain values: `order.promised_on`, `order.but(promised_on=…)`."""

    __slots__ = ("_values",)

    def __init__(self, **values: Any) -> None:
        object.__setattr__(self, "_values", values)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._values[name]
        except KeyError:
            raise AttributeError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        raise TypeError("a row never changes: use but()")

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Row) and bool(self._values == other._values)

    def differing(self, other: "Row") -> Iterator[str]:
        """The names of the values that are others there."""
        others = other._values
        return (name for name, value in self._values.items() if others[name] != value)

    __hash__ = None  # type: ignore[assignment] # its values may be lists

    def items(self) -> ItemsView[str, Any]:
        return self._values.items()

    def __repr__(self) -> str:
        return f"Row({self._values!r})"

    def but(self, **changes: Any) -> "Row":
        row = object.__new__(Row)
        object.__setattr__(row, "_values", {**self._values, **changes})
        return row
