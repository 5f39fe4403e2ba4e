"""The thin path of a report: filled in, submitted, returned, accepted."""

import pytest

from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, User
from reports.actions import fill_in, review, submit
from reports.models import Period
from reports.workflow import ReportStatus
from tests import factories


def test_a_report_goes_from_draft_to_accepted_and_keeps_both_submissions(
    november: Period, cam_giang: Commune, signer: User, office: User
) -> None:
    report = factories.make_submitted(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    comment = review.FieldComment(indicator="BUD_REV_YTD", text="Đề nghị đối chiếu với Kho bạc.")
    review.return_to_commune(
        report=report, reason="Xem lại số thu.", comments=[comment], by=office, at=factories.moment("2015-11-13")
    )
    report.refresh_from_db()
    assert report.state is ReportStatus.RETURNED
    factories.fill(report, {"BUD_REV_YTD": "1132"}, signer)
    submit.submit(report=report, by=signer, at=factories.moment("2015-11-14"), needs_explanations=False)
    review.accept(report=report, by=office, at=factories.moment("2015-11-15"))
    report.refresh_from_db()
    assert report.state is ReportStatus.ACCEPTED
    first, second = report.submissions.all()
    assert '"value":"1131"' in first.snapshot
    assert '"value":"1132"' in second.snapshot


def test_an_accepted_report_cannot_be_changed(november: Period, cam_giang: Commune, signer: User, office: User) -> None:
    report = factories.make_accepted(november, cam_giang, signer, office, {"BUD_REV_YTD": "1131"})
    with pytest.raises(Refusal, match="Đã tiếp nhận"):
        factories.fill(report, {"BUD_REV_YTD": "1"}, signer)


def test_who_saves_over_a_newer_version_is_refused(november: Period, cam_giang: Commune, signer: User) -> None:
    report = factories.make_report(november, cam_giang, signer, {"BUD_REV_YTD": "1131"})
    with pytest.raises(fill_in.StaleReport):
        fill_in.save(
            report=report,
            entries=fill_in.Entries(figures={("BUD_REV_YTD", ""): None}),
            expected_version=0,
            by=signer,
            at=factories.moment("2015-11-11"),
        )
    assert report.values.get().value == 1131
