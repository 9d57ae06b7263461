"""A broken ratio rule reaches whoever answers for the site, once, by e-mail."""

from datetime import date, timedelta

import pytest

from eventlog.facts import Meta
from eventlog.log import read
from labor.commands import mobilise_crew, report_mix
from labor.events import Craft
from labor.ratios.commands import check_all_ratios, ratio_stream
from labor.ratios.models import LaborJurisdiction, RatioRule
from projects.alerts.delivery import deliver
from projects.models import Mail, MailState
from projects.staleness import touching
from sites.models import Site
from tests.projects.alerts.postbox import Postbox
from tests.projects.alerts.story import NOW, a_project_at, meta, only_mail

SPRING = date(2024, 4, 1)


@pytest.fixture
def electricians(ntx: None):
    place = LaborJurisdiction.objects.create(code="DE", name="Delaware")
    place.sites.add(Site.objects.get(pk="NTX"))
    RatioRule.objects.create(
        code="DE-ELEC",
        jurisdiction=place,
        craft="ELEC",
        first=1,
        then=3,
        source="A text of law",
        as_of=SPRING,
    )
    return mobilise_crew(
        site="NTX",
        name="Electrical",
        craft=Craft.ELEC,
        journeypersons=200,
        apprentices_year_1=800,
        on=SPRING,
        meta=meta(),
    ).stream


def test_a_breach_is_mailed_with_rule_source_heads_and_what_would_mend_it(
    electricians, postbox: Postbox
) -> None:
    check_all_ratios(meta=meta())
    mail = only_mail()
    deliver(mail.pk, now=NOW + timedelta(minutes=1))

    (message,) = postbox.messages
    assert "ELEC breaks ratio rule DE-ELEC (800 apprentices to 200 journeys)" in message["Subject"]
    text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    stream = ratio_stream("NTX", "ELEC", "DE-ELEC")
    for part in (text.get_content(), html.get_content()):
        assert "at most 1:1, then 1:3" in part
        assert "A text of law" in part
        assert "733 fewer apprentices, or 2,198 more of journey level" in part
        assert f"/admin/labor/ratiobreach/{stream}/change/" in part
    in_columns = [line for line in text.get_content().splitlines()[2:9] if line]
    assert {line[:17].rstrip() for line in in_columns} == {
        *("Site", "Rule", "Jurisdiction", "Source", "Journeys", "Apprentices", "At most")
    }
    assert postbox.recipients == ["ann@example.com"]
    assert message["References"].startswith(f"<alerts-{stream}@")
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


def test_a_second_round_mails_nothing_and_a_restored_rule_neither(electricians) -> None:
    check_all_ratios(meta=meta())
    check_all_ratios(meta=meta())
    report_mix(crew_id=electricians, journeypersons=200, on=SPRING, meta=meta())
    check_all_ratios(meta=meta())

    assert Mail.objects.count() == 1


def test_what_is_said_of_a_ratio_asks_for_no_forecast(electricians) -> None:
    rule = RatioRule.objects.get()
    check_all_ratios(meta=meta())
    report_mix(crew_id=electricians, journeypersons=200, on=SPRING, meta=meta())
    check_all_ratios(meta=meta())
    report_mix(crew_id=electricians, journeypersons=2, helpers=9, on=SPRING, meta=meta())
    check_all_ratios(meta=meta())
    rule.delete()
    check_all_ratios(meta=meta())

    said = [fact for fact in read() if fact.type.startswith("labor.ratio")]
    assert len({fact.type for fact in said}) == 3
    assert not {type(fact.event) for fact in said} & set(touching())


def test_only_active_subscribers_of_the_site_are_told(electricians) -> None:
    a_project_at("OHA", "bob@example.com")
    check_all_ratios(meta=Meta(actor="daily check", now=NOW))

    assert list(Mail.objects.values_list("to", flat=True)) == ["ann@example.com"]
