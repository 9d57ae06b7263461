from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from eventlog.admin import LookingOnly
from eventlog.doors.lists.admin import DownloadedAdmin
from eventlog.log import read, tail_position
from eventlog.models import ReadModel, StoredEvent
from labor.models import Crew
from supply.models import Incident, Order, Supplier
from tests.factories import (
    MAY_1,
    a_crew,
    a_site,
    a_supplier,
    a_system,
    an_incident,
    an_order,
    everything,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser() -> Client:
    """Somebody who may do everything that can be done."""
    client = Client()
    client.force_login(User.objects.create_superuser("root"))
    return client


def typed(**heads: Any) -> dict[str, Any]:
    return {"journeypersons": 20, "on": "2026-05-01", "idempotency_key": "f1", **heads}


def test_a_fact_is_recorded_by_a_form_and_the_person_is_its_actor(browser: Client) -> None:
    crew = a_crew()
    answer = browser.post(f"/admin/labor/crew/{crew}/report-mix/", typed(helpers=980), follow=True)

    assert "Recorded at position 2." in answer.content.decode()
    assert Crew.objects.get(pk=crew).counted_on == MAY_1
    assert [fact.actor for fact in read(after=1)] == ["root"]


def test_a_form_above_the_list_begins_something(browser: Client) -> None:
    a_site(), a_supplier()
    order = {"site": "NTX", "number": "PO-1", "package": "XFMR", "supplier": "VOLT"}
    order |= {"description": "345 kV", "promised_on": "2031-10-01"}
    browser.post("/admin/supply/order/place-order/", order)

    assert Order.objects.get().number == "PO-1"


def test_an_incident_of_an_order_is_reported_by_choosing_the_order(browser: Client) -> None:
    order = an_order()
    what = {"reference": "INC-1", "code": "TR-BRIDGE", "title": "Bridge", "probability": "0.8"}
    days = {"optimistic_days": "7", "likely_days": "45", "pessimistic_days": "210"}
    browser.post(
        "/admin/supply/incident/report-incident/", {**what, **days, "order_id": str(order)}
    )

    assert (Incident.objects.get().order, Incident.objects.get().package) == ("PO-7", "XFMR")


def test_a_refusal_stands_beside_its_field_and_nothing_is_written(browser: Client) -> None:
    crew = a_crew()
    before = everything()
    answer = browser.post(f"/admin/labor/crew/{crew}/report-mix/", typed(helpers=-980))

    form = answer.context["form"]
    assert form.errors == {"helpers": [form.errors["helpers"][0]]}
    assert "-980 is no number of heads" in answer.content.decode()
    assert everything() == before


def test_a_refused_form_can_be_corrected_and_sent_again(browser: Client) -> None:
    address = f"/admin/labor/crew/{a_crew()}/report-mix/"
    page = browser.post(address, typed(helpers=-980))
    browser.post(address, typed(helpers=980, idempotency_key=page.context["idempotency_key"]))

    assert Crew.objects.get().helpers == 980


def test_a_form_sent_twice_records_once(browser: Client) -> None:
    address = f"/admin/labor/crew/{a_crew()}/report-mix/"
    for _ in range(2):
        browser.post(address, typed())

    assert tail_position() == 2


def test_a_form_keeps_what_was_typed_when_a_field_is_empty(browser: Client) -> None:
    answer = browser.post(f"/admin/labor/crew/{a_crew()}/report-mix/", {"helpers": "980"})

    assert list(answer.context["form"].errors) == ["journeypersons"]
    assert 'value="980"' in answer.content.decode()


def test_every_page_and_every_form_opens(browser: Client) -> None:
    rows = {"system": a_system(), "crew": a_crew(), "order": an_order(), "incident": an_incident()}
    for model, page in admin.site._registry.items():
        if model._meta.app_label not in ("eventlog", "sites", "labor", "supply"):
            continue
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = rows.get(model._meta.model_name or "")
        assert isinstance(page, DownloadedAdmin | LookingOnly), page
        above, below = (
            [name.replace("_", "-") for name in page._extract_action_names(offered)]
            for offered in (page.actions_list, page.actions_detail)
        )
        opened = [address, *(f"{address}{name}/" for name in above)]
        opened += (
            [f"{address}{row}/change/", *(f"{address}{row}/{n}/" for n in below)] if row else []
        )
        for each in opened:
            assert browser.get(each).status_code == 200, each


READ_MODELS = [
    model for model in admin.site._registry if issubclass(model, ReadModel | StoredEvent)
]


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model._meta.label_lower)
def test_what_facts_made_cannot_be_added_changed_or_deleted(browser: Client, model: Any) -> None:
    a_system(), a_crew(), an_order(), an_incident()
    row = model._default_manager.first()
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    before = everything()

    assert browser.post(f"{address}add/", {}).status_code == 403
    if row:
        assert browser.post(f"{address}{row.pk}/change/", {}).status_code == 403
        assert browser.post(f"{address}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert everything() == before


def test_reference_data_is_edited_and_each_edit_kept(browser: Client) -> None:
    a_supplier()
    browser.post("/admin/supply/supplier/VOLT/change/", {"code": "VOLT", "name": "Volt AG"})

    assert Supplier.objects.get().name == "Volt AG"
    assert [old.name for old in Supplier.history.all()] == ["Volt AG", "Volt & Sons"]


@pytest.mark.parametrize(
    "page", ["", "labor/crew/", "supply/order/place-order/", "eventlog/storedevent/"]
)
def test_nothing_is_shown_without_a_login(client: Client, page: str) -> None:
    answer = client.get(f"/admin/{page}")

    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_somebody_who_may_not_look_at_crews_cannot_record_facts_about_them() -> None:
    crew, client = a_crew(), Client()
    client.force_login(User.objects.create_user("guest", is_staff=True))
    answer = client.post(f"/admin/labor/crew/{crew}/report-mix/", typed())

    assert answer.status_code == 403
    assert tail_position() == 1


def test_a_fact_is_taken_back_from_its_page_in_the_log(browser: Client) -> None:
    crew = a_crew()
    before = Crew.objects.get(pk=crew).counted_on
    browser.post(f"/admin/labor/crew/{crew}/report-mix/", typed(helpers=980))
    page = "/admin/eventlog/storedevent/2/retract/"
    answer = browser.post(page, {"reason": "Another crew", "idempotency_key": "f2"}, follow=True)

    assert "Recorded at position 3." in answer.content.decode()
    assert Crew.objects.get(pk=crew).counted_on == before
    again = browser.post(page, {"reason": "Another crew", "idempotency_key": "f3"})
    assert "was retracted before" in again.content.decode()


def test_only_what_can_be_taken_back_offers_it(browser: Client) -> None:
    crew = a_crew()
    browser.post(f"/admin/labor/crew/{crew}/report-mix/", typed(helpers=980))

    def offers(position: int) -> bool:
        page = browser.get(f"/admin/eventlog/storedevent/{position}/change/").content.decode()
        return f"/admin/eventlog/storedevent/{position}/retract/" in page

    assert offers(2)
    page = "/admin/eventlog/storedevent/2/retract/"
    browser.post(page, {"reason": "Another crew", "idempotency_key": "f2"})
    assert not offers(2)  # it was
    assert not offers(3)  # a retraction
