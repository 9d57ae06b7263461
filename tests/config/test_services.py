from pathlib import Path

import psycopg
import pytest
import redis

from config import services


@pytest.fixture
def no_installed_servers(monkeypatch):
    monkeypatch.delenv("PG_BINDIR", raising=False)
    monkeypatch.setattr(services.glob, "glob", lambda pattern: [])
    monkeypatch.setattr(services.shutil, "which", lambda name: None)


def postgres_release(address: str) -> str:
    with psycopg.connect(address) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    assert row is not None
    return str(row[0])


def test_postgresql_starts_twice_at_once():
    with services.postgres() as one, services.postgres() as other:
        assert one != other
        assert postgres_release(one) == postgres_release(other)


def test_postgresql_comes_from_a_wheel_where_none_is_installed(no_installed_servers):
    with services.postgres() as address:
        assert postgres_release(address).startswith("18.")


def test_redis_comes_from_a_wheel_where_none_is_installed(no_installed_servers):
    with services.redis() as one, services.redis() as other:
        assert one != other
        assert redis.Redis.from_url(f"{one}/{services.DATABASES_OF_REDIS - 1}").ping()


def test_redis_does_not_answer_a_stranger():
    with services.redis() as address:
        stranger = redis.Redis.from_url("redis://" + address.rpartition("@")[2])
        with pytest.raises(redis.AuthenticationError):
            stranger.ping()
        stranger.close()


def test_a_server_that_cannot_start_says_why(tmp_path: Path, monkeypatch):
    broken = tmp_path / "valkey-server"
    broken.write_text("#!/bin/sh\necho no memory left\nexit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(services.ServerDidNotStart, match="no memory left"), services.redis():
        pass
