from collections.abc import Iterator

import pytest
from celery import current_app
from pytest_django import Settings

from tests.projects.alerts.postbox import Postbox


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    server = Postbox()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def ntx(db: None) -> None:
    """A project NTX-1 at the site NTX, with one subscriber."""
    from tests.projects.alerts.story import a_project_at  # needs the models: they are ready now

    a_project_at("NTX", "ann@example.com")


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run where they are asked for."""
    current_app.conf.update(task_always_eager=True)
    yield
    current_app.conf.update(task_always_eager=False)
