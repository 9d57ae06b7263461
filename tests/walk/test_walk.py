"""One fact, from the API to the e-mail, through a real broker, a real worker and a real SMTP server."""

from datetime import date
from email.message import EmailMessage
from threading import Event

import pytest
from celery.contrib.testing.worker import start_worker
from django.contrib.auth.models import User
from django.test import Client

from config.celery import app
from eventlog.followers import follow
from projects.forecasting import forecast
from projects.models import AlertSubscription, Forecast, Mail, Project
from projects.queries import newest_as_of
from projects.staleness import STALENESS, release
from tests.projects.alerts.postbox import TAKEN, Postbox

PATIENCE_SECONDS = 60
NEXT_DAY = "2025-01-07"


class BellPostbox(Postbox):
    """Rings when a message has been taken."""

    def __init__(self):
        super().__init__()
        self.rings = Event()

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if answer == TAKEN:
            self.rings.set()
        return answer


@pytest.fixture
def postbox(settings):
    server = BellPostbox()
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def token(transactional_db):
    User.objects.create_superuser("sam", "sam@example.com", "a-password")
    given = {"username": "sam", "password": "a-password"}
    answer = Client().post("/api/v1/token/", given, content_type="application/json")
    return answer.json()["token"]


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())


@pytest.mark.django_db(transaction=True)
def test_an_incident_reported_by_api_reaches_forecast_page_and_mail(build, sign, postbox, token):
    sign(a=date(2027, 3, 15), c=date(2029, 1, 8))
    AlertSubscription.objects.create(site_id="NTX", name="Ann", email="ann@example.com")
    forecast(build.code, as_of=Project.objects.get().position + 2)
    follow(STALENESS)
    release(build.code, done=newest_as_of(build.code))
    assert not Mail.objects.exists()

    with start_worker(app, pool="threads", perform_ping_check=False, shutdown_timeout=30):
        answer = Client().post(
            "/api/v1/incidents/report-incident/",
            {
                "reference": "BRIDGE-1",
                "code": "TR-BRIDGE",
                "title": "Truck with the main transformer met a bridge",
                "site": "NTX",
                "package": "XFMR",
                "probability": 1.0,
                "optimistic_days": 60,
                "likely_days": 90,
                "pessimistic_days": 210,
                "on": NEXT_DAY,
            },
            content_type="application/json",
            headers={"Authorization": f"Token {token}", "Idempotency-Key": "bridge"},
        )
        assert answer.status_code == 201, answer.content
        assert postbox.rings.wait(PATIENCE_SECONDS)

    assert newest_as_of(build.code) == answer.json()["position"]
    row = Forecast.objects.get(tranche="A", as_of=newest_as_of(build.code))
    reason = row.reasons[0]
    assert "met a bridge" in reason["label"]
    assert reason["positions"] == [answer.json()["position"]]

    (message,) = postbox.messages
    assert message["To"] == "ann@example.com"
    assert "met a bridge" in text_of(message)
    assert str(row.days_late) in text_of(message)
    assert str(round(reason["days"])) in text_of(message)

    browser = Client()
    browser.login(username="sam", password="a-password")
    page = browser.get("/admin/").content.decode()
    assert "met a bridge" in page
    assert "Plains 1" in page
