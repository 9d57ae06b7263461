"""The project's own modules as syntax trees: what each imports and what it says of itself."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {"eventlog": 0, "sites": 1, "labor": 2, "supply": 2, "projects": 3, "config": 4}


@dataclass(frozen=True)
class Module:
    """One file of the source. imports: every dotted name it imports, wherever in the file."""

    name: str
    path: Path
    docstring: str
    imports: frozenset[str]
    tree: ast.Module

    @property
    def app(self) -> str:
        return self.name.split(".")[0]

    @property
    def is_pure(self) -> bool:
        return bool(re.search(r"\bPure[.,]", self.docstring))


@cache
def modules() -> dict[str, Module]:
    """Every module of the source by dotted name."""
    files = (path for app in FLOORS for path in (ROOT / app).rglob("*.py"))
    return {module.name: module for module in map(_read, files)}


def reached_from(module: Module) -> set[str]:
    """Every module of ours that importing this one loads, itself among them."""
    seen: set[str] = set()
    todo = {module.name}
    while todo:
        name = todo.pop()
        seen.add(name)
        todo |= (modules()[name].imports & modules().keys()) - seen
    return seen


def _read(path: Path) -> Module:
    tree = ast.parse(path.read_text())
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(part for part in parts if part != "__init__")
    return Module(
        name=name,
        path=path,
        docstring=ast.get_docstring(tree) or "",
        imports=frozenset(_imported(tree)),
        tree=tree,
    )


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute here"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
