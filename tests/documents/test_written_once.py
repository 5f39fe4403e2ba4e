"""The database itself refuses to rewrite what was handed in and what was published."""

import pytest
from django.db import IntegrityError, transaction

from communes.models import Commune, User
from documents.models import PublishedDocument
from reports.models import Period, Submission
from tests import factories
from tests.tampering import run_sql


@pytest.fixture
def kept(november: Period, cam_giang: Commune, signer: User, office: User) -> None:
    factories.make_submitted(november, cam_giang, signer)
    factories.make_signed_copy(factories.make_documents(november.body, office)["published"], office)


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reports_submission SET snapshot = '{}'",
        "UPDATE reports_submission SET submitted_at = submitted_at",
        "DELETE FROM reports_submission",
        "UPDATE documents_publisheddocument SET data = '{}'",
        "UPDATE documents_publisheddocument SET title = title",
        "DELETE FROM documents_publisheddocument",
        "UPDATE documents_signedcopy SET number = '1-BC/HU'",
        "DELETE FROM documents_signedcopy",
    ],
)
def test_not_even_sql_rewrites_what_was_handed_in_published_or_signed(statement: str) -> None:
    with pytest.raises(IntegrityError, match="are written once"), transaction.atomic():
        run_sql(statement)
    assert Submission.objects.get().snapshot != "{}"
    assert PublishedDocument.objects.count() == 2
