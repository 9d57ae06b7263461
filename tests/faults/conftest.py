"""Scenes on the database of the run: SQLite files, or a PostgreSQL cluster that may be crashed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults import summary
from tests.faults.cluster import Cluster, cluster
from tests.faults.databases import Databases, PostgresDatabases, SqliteFiles, environment
from tests.faults.scene import Scene

Stage = Callable[..., Scene]


def pytest_configure(config: pytest.Config) -> None:
    """The summary belongs to the whole run: tests/conftest.py may have loaded it already."""
    if not config.pluginmanager.has_plugin(summary.__name__):
        config.pluginmanager.register(summary, summary.__name__)


@pytest.fixture(scope="session")
def own_cluster() -> Iterator[Cluster]:
    with cluster() as started:
        yield started


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    home = tmp_path_factory.mktemp("databases")
    if request.config.getoption("--database") == "postgres":
        return PostgresDatabases(home, request.getfixturevalue("own_cluster"))
    return SqliteFiles(home)


@pytest.fixture
def stage(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Stage]:
    """Makes the scene of a test on the database at an address."""
    staged: list[Scene] = []

    def make(address: str, broker: str = "") -> Scene:
        bytecode = tmp_path_factory.getbasetemp()
        staged.append(Scene(tmp_path, environment(address, bytecode, broker)))
        return staged[-1]

    yield make
    for scene in staged:
        scene.close()
        if scene.verdict is not None:
            request.node.user_properties.append((summary.NAME, _figures(request.node.name, scene)))


@pytest.fixture
def scene(stage: Stage, databases: Databases) -> Scene:
    return stage(databases.new())


def _figures(test: str, scene: Scene) -> dict[str, str | int]:
    assert scene.verdict is not None
    return {
        "fault": test.removeprefix("test_").replace("_", " "),
        "writers": scene.writers,
        "kills": scene.kills,
        "acknowledged": scene.verdict.acknowledged,
        "lost": scene.verdict.lost,
        "doubled": scene.verdict.doubled,
        "flaws": len(scene.verdict.flaws),
    }
