"""Imports point down only, and what is said to be pure is pure."""

import ast

import pytest

from tests.architecture.reading import FLOORS, Module, modules, reached_from

CLOCKS = {"now", "today", "utcnow", "monotonic", "perf_counter"}
PURE_PLACES = ("projects.schedule.", "projects.risk.", "projects.money.")
IMPURE_LIBRARIES = ("django", "rest_framework", "celery", "redis", "random", "os", "requests")


def _ours(module: Module) -> set[str]:
    return {name for name in module.imports if name.split(".")[0] in FLOORS}


@pytest.mark.parametrize("module", modules().values(), ids=lambda module: module.name)
def test_imports_point_down_only(module):
    for name in _ours(module):
        app = name.split(".")[0]
        below = FLOORS[app] < FLOORS[module.app]
        assert app == module.app or below, f"{module.name} imports {name}"


@pytest.mark.parametrize(
    "module", [m for m in modules().values() if m.is_pure], ids=lambda module: module.name
)
def test_a_pure_module_knows_no_framework_and_no_clock(module):
    for name in reached_from(module):
        outside = {imported.split(".")[0] for imported in modules()[name].imports}
        assert not outside & set(IMPURE_LIBRARIES), f"through {name}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in CLOCKS, f"line {node.lineno} reads a clock"


def test_all_arithmetic_says_that_it_is_pure():
    for module in modules().values():
        arithmetic = module.name.startswith(PURE_PLACES) or module.name.endswith(".drivers")
        assert not arithmetic or module.is_pure, module.name


def test_only_commands_append_to_the_log():
    writers = {m.name for m in modules().values() if "eventlog.log.append" in m.imports}
    assert writers == {
        "eventlog.corrections",
        "sites.commands",
        "sites.distribution.commands",
        "sites.outside.commands",
        "sites.market.commands",
        "sites.utility.commands",
        "sites.weather.commands",
        "sites.commissioning.commands",
        "sites.commissioning.gate_commands",
        "sites.commissioning.hall_commands",
        "labor.commands",
        "labor.moving.commands",
        "labor.ratios.commands",
        "labor.weeks.commands",
        "supply.commands",
        "supply.mitigation.commands",
        "supply.tracking.commands",
        "projects.commands",
        "projects.contracts.commands",
        "projects.contracts.lending",
        "projects.planning.commands",
        "projects.track.commands",
        "projects.alerts.watching",
    }


def test_nobody_imports_config():
    importers = {
        module.name
        for module in modules().values()
        if any(name.split(".")[0] == "config" for name in module.imports)
    }
    assert {name.split(".")[0] for name in importers} <= {"config"}


def test_the_ground_floor_has_no_word_of_construction():
    words = ("site", "crew", "tranche", "schedule", "supplier", "hall", "forecast", "milestone")
    for module in modules().values():
        if module.app == "eventlog":
            names = {n.id for n in ast.walk(module.tree) if isinstance(n, ast.Name)}
            found = {name for name in names for word in words if name.lower().startswith(word)}
            assert not found - {"site"}, f"{module.name}: {found}"  # Django calls its admin a site
