"""What the database itself refuses."""

import pytest
from django.db import IntegrityError, transaction

from briefing_portal.lib.write_once import WrittenOnce
from communes.models import Commune, Membership, Role, User
from reports.models import Period, Report, Submission
from tests import factories


def test_a_second_report_of_the_same_commune_and_month_is_refused(
    november: Period, cam_giang: Commune, signer: User
) -> None:
    report = factories.make_report(november, cam_giang, signer)
    report.pk = None
    report._state.adding = True
    with pytest.raises(IntegrityError, match="commune"), transaction.atomic():
        report.save()


def test_a_submission_is_never_changed_or_deleted(november: Period, cam_giang: Commune, signer: User) -> None:
    factories.make_submitted(november, cam_giang, signer)
    submission = Submission.objects.get()
    with pytest.raises(WrittenOnce):
        submission.save()
    with pytest.raises(WrittenOnce):
        submission.delete()


def test_a_role_needs_its_commune_or_its_body(cam_giang: Commune, signer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=signer, role=Role.OFFICE, commune=cam_giang)


def test_a_month_is_locked_by_somebody(november: Period) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.filter(pk=november.pk).update(locked_at=factories.moment("2015-12-01"))


def test_a_status_outside_the_table_is_refused(november: Period, cam_giang: Commune, signer: User) -> None:
    factories.make_report(november, cam_giang, signer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.update(status="approved")


def test_a_locked_month_takes_no_figures_except_from_whom_the_office_allows(
    november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    from briefing_portal.lib.refusal import Refusal
    from reports.actions import keep_periods

    report = factories.make_report(november, cam_giang, signer)
    keep_periods.lock(period=november, by=office, at=factories.moment("2015-11-20"))
    late = factories.moment("2015-11-21")
    with pytest.raises(Refusal, match="đã khóa"):
        factories.fill(report, {"BUD_REV_YTD": "1"}, signer, at=late)
    keep_periods.allow_late(period=november, commune=cam_giang, reason="Mất điện", until=None, by=office, at=late)
    assert factories.fill(report, {"BUD_REV_YTD": "1"}, signer, at=late).version == 1
