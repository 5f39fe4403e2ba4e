"""The administration: people, communes and the catalogue are edited, what was reported is only shown."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from communes.models import Commune, ConveningBody, Membership, User
from documents.models import Attachment, PublishedDocument, SignedCopy
from meetings.models import Briefing, Meeting
from operations.actions import load_demo
from reports.models import Directive, DirectiveAnswer, Indicator, Period, Report, Review, Submission, Target
from tests import factories

pytestmark = pytest.mark.once

SHOWN_ONLY = (
    Period,
    Report,
    Submission,
    Review,
    Target,
    Directive,
    DirectiveAnswer,
    Attachment,
    Meeting,
    Briefing,
    PublishedDocument,
    SignedCopy,
)


@pytest.fixture
def administrator(client: Client, bach_thong: ConveningBody) -> Client:
    client.force_login(User.objects.create_superuser("quantri", password=factories.PASSWORD))
    return client


@pytest.mark.parametrize("model", SHOWN_ONLY)
def test_what_was_reported_is_shown_and_never_changed(administrator: Client, model: type) -> None:
    name = f"{model._meta.app_label}_{model._meta.model_name}"  # type: ignore[attr-defined]
    assert administrator.get(reverse(f"admin:{name}_changelist")).status_code == 200
    assert administrator.get(reverse(f"admin:{name}_add")).status_code == 403


def test_a_report_opens_for_reading_and_refuses_every_write(
    administrator: Client, november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    report = factories.make_accepted(november, cam_giang, signer, office, {"BUD_REV_YTD": "1131"})
    address = reverse("admin:reports_report_change", args=[report.pk])
    page = administrator.get(address)
    assert page.status_code == 200
    assert b"_save" not in page.content
    assert administrator.post(address, {"status": "draft"}).status_code == 403
    assert administrator.post(reverse("admin:reports_report_delete", args=[report.pk])).status_code == 403
    assert administrator.get(reverse("admin:reports_submission_changelist")).status_code == 200
    assert Report.objects.get().status == "accepted"


def test_every_registered_model_of_ours_opens_its_list(administrator: Client) -> None:
    ours = {"communes", "reports", "meetings", "documents"}
    for model in admin.site._registry:
        if model._meta.app_label in ours:
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            assert administrator.get(address).status_code == 200


def test_a_bodys_settings_are_left_to_its_office(administrator: Client, bach_thong: ConveningBody) -> None:
    page = administrator.get(reverse("admin:communes_conveningbody_change", args=[bach_thong.pk])).content.decode()
    assert 'name="units_word"' in page
    assert 'name="list_threshold"' not in page
    assert 'name="list_threshold"' in administrator.get(reverse("admin:communes_conveningbody_add")).content.decode()


def test_an_indicator_is_edited_but_not_deleted(administrator: Client) -> None:
    indicator = Indicator.objects.get(code="BUD_DEBT")
    address = reverse("admin:reports_indicator_change", args=[indicator.pk])
    form = administrator.get(address).context["adminform"].form
    typed = {name: value if value is not None else "" for name, value in form.initial.items()}
    assert administrator.post(address, typed | {"required": "on"}).status_code == 302
    indicator.refresh_from_db()
    assert indicator.required
    assert administrator.post(reverse("admin:reports_indicator_delete", args=[indicator.pk])).status_code == 403


def test_a_person_is_made_with_a_role(administrator: Client, bach_thong: ConveningBody) -> None:
    password = {"password1": "mot-mat-khau-moi-88", "password2": "mot-mat-khau-moi-88", "usable_password": "true"}
    none_yet = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    answer = administrator.post(reverse("admin:communes_user_add"), {"username": "lanhdao", **password, **none_yet})
    assert answer.status_code == 302
    user = User.objects.get(username="lanhdao")
    rows = {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "0", "memberships-0-user": str(user.pk)}
    rows |= {"memberships-0-role": "leader", "memberships-0-body": str(bach_thong.pk), "memberships-0-commune": ""}
    typed = {"username": "lanhdao", "display_name": "Bí thư Huyện ủy", "is_active": "on", **rows}
    assert administrator.post(reverse("admin:communes_user_change", args=[user.pk]), typed).status_code == 302
    assert Membership.objects.get(user=user).body == bach_thong


NO_ROLES = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
GRANTS = {"is_active": "on", "is_staff": "on", "is_superuser": "on"}


@pytest.fixture
def quantri(db: None) -> User:
    """The demo's administrator: in the administration, no superuser."""
    load_demo.load_units()
    return User.objects.get(username="quantri")


def change(user: User) -> str:
    return reverse("admin:communes_user_change", args=[user.pk])


def test_an_administrator_makes_neither_herself_nor_another_a_superuser(client: Client, quantri: User) -> None:
    clerk = User.objects.get(username="camgiang")
    held = set(quantri.user_permissions.all())
    group = Group.objects.create(name="nhóm")
    everything = {"groups": [group.pk], "user_permissions": [p.pk for p in Permission.objects.all()]}
    client.force_login(quantri)
    for user in (quantri, clerk):
        was_staff = user.is_staff
        typed = {"username": user.username, "display_name": "Tên mới", **NO_ROLES, **GRANTS, **everything}
        assert client.post(change(user), typed).status_code == 302
        user.refresh_from_db()
        assert user.display_name == "Tên mới"
        assert (user.is_staff, user.is_superuser, user.groups.count()) == (was_staff, False, 0)
    assert set(quantri.user_permissions.all()) == held
    assert not clerk.user_permissions.exists()


def test_a_superuser_lets_another_into_the_administration(administrator: Client, signer: User) -> None:
    typed = {"username": signer.username, **NO_ROLES, **GRANTS}
    assert administrator.post(change(signer), typed).status_code == 302
    signer.refresh_from_db()
    assert signer.is_staff
    assert signer.is_superuser


@pytest.mark.parametrize("grant", ["is_superuser", "is_staff"])
def test_an_administrator_takes_over_no_account_of_the_administration(
    client: Client, quantri: User, grant: str
) -> None:
    other = User.objects.create_user("quantri-2", password=factories.PASSWORD)
    setattr(other, grant, True)
    other.save()
    client.force_login(quantri)
    assert client.post(change(other), {"username": "cuop", **NO_ROLES}).status_code == 403
    password = {"password1": "mot-mat-khau-moi-88", "password2": "mot-mat-khau-moi-88", "usable_password": "true"}
    for user, status in ((other, 403), (quantri, 302), (User.objects.get(username="camgiang"), 302)):
        client.force_login(quantri)
        assert client.post(reverse("admin:auth_user_password_change", args=[user.pk]), password).status_code == status
    other.refresh_from_db()
    assert other.username == "quantri-2"
    assert other.check_password(factories.PASSWORD)


@pytest.mark.parametrize("person", ["office", "secretary", "signer", "stranger"])
def test_who_is_no_administrator_is_not_let_in(client: Client, request: pytest.FixtureRequest, person: str) -> None:
    client.force_login(request.getfixturevalue(person))
    answer = client.get(reverse("admin:communes_user_changelist"))
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]
