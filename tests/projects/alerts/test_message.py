from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from projects.alerts.message import Message, days_in_words, email_of, message_about, percent
from projects.events import AlertRaised
from projects.streams import project_stream
from tests.projects.alerts.story import BRIDGE, RAIN, START, tranche

BASE = "https://slipway.example"
SUBSCRIPTIONS = f"{BASE}/admin/projects/alertsubscription/"


def alert(**changes: Any) -> AlertRaised:
    slipped = tranche(late_days=34)
    said: dict[str, Any] = {
        "project": "NTX-1",
        "site": "NTX",
        "tranche": slipped.code,
        "milestone": slipped.milestone,
        "forecast": 12,
        "since": slipped.p10,
        "starts_on": START,
        "p80": slipped.p80,
        "days_late": 34,
        "chance_of_missing": 0.634,
        "reasons": (BRIDGE, RAIN),
    }
    return AlertRaised(**said | changes)


def message(*others: AlertRaised, site_name: str = "North Texas", **changes: Any) -> Message:
    return message_about(
        [alert(**changes), *others], site_name=site_name, project_name="First hall", base_url=BASE
    )


def test_the_subject_says_where_and_how_late() -> None:
    said = message().subject

    assert said == "North Texas: RFS-A is 34 days late at P80 (63% chance of missing its start)"


@pytest.mark.parametrize("part", ["text", "html"])
@pytest.mark.parametrize(
    "told",
    [
        "North Texas",
        "NTX-1",
        "6 Jan 2025",  # the contract start
        "9 Feb 2025",  # P80
        "11 Dec 2024",  # since
        "63%",
        "Transformer struck a bridge",
        "31 days",
        "(log: 7)",
        "9 days",
        "80 of 100 simulated outcomes",
        f"{BASE}/admin/projects/project/{project_stream('NTX-1')}/change/",
        SUBSCRIPTIONS,
    ],
)
def test_both_parts_say(told: str, part: str) -> None:
    assert told in getattr(message(), part)


def test_the_shares_lead_from_the_date_without_any_cause_to_p80() -> None:
    told = replace(BRIDGE, removal_days=25.2)
    useless = replace(RAIN, removal_days=0.0)
    mail = message(reasons=(told, useless), without_causes=date(2024, 11, 20), other_days=-3.2)

    for text in (mail.text, mail.html):
        assert "Without any cause P80 would be 20 Nov 2024" in text
        assert "P80 25 days sooner without it" in text
        assert "P80 no sooner without it" in text
        assert "All other causes together" in text
    # From 20 November to 9 February are 81 days, of which 31 and 9 are told.
    assert "All other causes together: 41 days" in mail.text
    assert "47 days before its contract start" in mail.text


def test_an_alert_without_reasons_says_so() -> None:
    assert "names no single cause" in message(reasons=()).text


def test_text_is_plain_and_html_is_escaped() -> None:
    assert "Sixty days of rain & mud" in message().text
    assert "Sixty days of rain &amp; mud" in message().html


def test_styles_stand_in_the_elements_because_mail_programs_read_no_style_sheets() -> None:
    assert "<style" not in message().html
    assert 'style="' in message().html


def test_a_name_of_two_lines_cannot_add_a_header() -> None:
    assert "\n" not in message(site_name="North\nBcc: all@example.com").subject


def test_all_tranches_of_a_forecast_stand_in_one_message_the_latest_first() -> None:
    said = message(alert(tranche="RFS-B", days_late=50, p80=START))

    assert said.subject.startswith("North Texas: RFS-B is 50 days late at P80, and RFS-A too")
    assert said.text.index("RFS-B, ready") < said.text.index("RFS-A, ready")


def test_alerts_on_one_project_are_one_thread_of_different_messages() -> None:
    first, second = (
        email_of(
            message(), project="NTX-1", mail_id=UUID(int=n), to="ann@example.com"
        ).extra_headers
        for n in (1, 2)
    )

    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("chance", "words"), [(1.0, "more than 99%"), (0.5, "50%"), (0.002, "less than 1%")]
)
def test_a_chance_is_never_quite_certain(chance: float, words: str) -> None:
    assert percent(chance) == words


@pytest.mark.parametrize(
    ("days", "words"), [(31.4, "31 days"), (1.2, "1 day"), (0.3, "less than a day")]
)
def test_days_are_whole(days: float, words: str) -> None:
    assert days_in_words(days) == words
