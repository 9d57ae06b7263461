import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from projects.alerts.admin_pages import MailAdmin
from projects.models import Mail, MailState
from tests.projects.alerts.postbox import Postbox
from tests.projects.alerts.story import NOW, alert_events, late, only_mail

MAILS = "admin:projects_mail_changelist"


@pytest.fixture
def failed(ntx: None, postbox: Postbox) -> Mail:
    from projects.alerts.delivery import deliver

    late()
    postbox.at_rcpt = "550 5.1.1 No such user"
    deliver(only_mail().pk, now=NOW.replace(hour=13))
    return only_mail()


def ask_to_send_again(client: Client, mail: Mail) -> str:
    asked = {"action": "send_again", "_selected_action": [str(mail.pk)]}
    return client.post(reverse(MAILS), asked, follow=True).content.decode()


def test_the_list_shows_what_became_of_a_mail(failed: Mail, admin_client: Client) -> None:
    page = admin_client.get(reverse(MAILS)).content.decode()

    assert "ann@example.com" in page
    assert "No such user" in page


def test_the_list_says_what_a_mail_is_about_and_no_time_for_one_that_will_not_be_tried(
    failed: Mail, admin_client: Client
) -> None:
    def listed() -> dict[str, str]:
        (row,) = admin_client.get(reverse(MAILS)).context["cl"].result_list
        view = admin.site.get_model_admin(Mail)
        assert isinstance(view, MailAdmin)
        return {"about": view.about(row), "next": str(view.next_try(row))}

    assert listed()["about"].startswith("Alert of NTX-1, ")
    assert reverse("admin:eventlog_storedevent_change", args=[failed.position]) in listed()["about"]
    assert listed()["next"] == "None"

    ask_to_send_again(admin_client, failed)

    failed.refresh_from_db()
    assert listed()["next"] == str(failed.next_try_at)


def test_a_failed_mail_is_queued_again_by_hand(failed: Mail, admin_client: Client) -> None:
    assert "1 queued again" in ask_to_send_again(admin_client, failed)

    failed.refresh_from_db()
    assert failed.state == MailState.QUEUED
    assert "Queued again by admin" in failed.last_error


def test_a_mail_that_waits_its_turn_is_left_alone(ntx: None, admin_client: Client) -> None:
    late()

    assert "1 left alone" in ask_to_send_again(admin_client, only_mail())


def test_whoever_may_only_look_cannot_send(failed: Mail, client: Client) -> None:
    viewer = User.objects.create_user("viewer", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_mail"))
    client.force_login(viewer)

    ask_to_send_again(client, failed)

    failed.refresh_from_db()
    assert failed.state == MailState.FAILED


@pytest.mark.parametrize("page", ["mail", "alert"])
def test_rows_can_be_read_and_not_edited(page: str, ntx: None, admin_client: Client) -> None:
    late()
    assert alert_events()

    assert admin_client.get(reverse(f"admin:projects_{page}_changelist")).status_code == 200
    assert admin_client.get(reverse(f"admin:projects_{page}_add")).status_code == 403
