"""Files that come with a report's form: kept at once, so that an error elsewhere in the form doesn't lose them."""

from collections.abc import Iterator

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from communes.models import Commune, ConveningBody
from communes.permissions import UserRequest
from documents.actions import attach
from documents.models import Attachment
from documents.models.file_kinds import LARGEST_ATTACHMENT
from reports.forms.answers import DROP, FILE, UPLOAD
from reports.models import Report


def keep_files(request: UserRequest, report: Report) -> tuple[QueryDict, dict[str, str]]:
    """Keep what was uploaded beside answers; return what was sent with the files' keys, and sentences by box."""
    data, refused = request.POST.copy(), {}
    for name in [name for name in data if name.startswith("answer:") and name.endswith(f":{DROP}")]:
        data[name.removesuffix(DROP) + FILE] = ""
        del data[name]
    for name, upload in _uploads(request):
        try:
            kept = keep(request, report.commune.body, report.commune, upload)
        except Refusal as refusal:
            refused[name] = refusal.sentence
        else:
            data[name.removesuffix(UPLOAD) + FILE] = str(kept.pk)
    return data, refused


def keep(
    request: UserRequest, body: ConveningBody, commune: Commune | None, upload: "UploadedFile[bytes]"
) -> Attachment:
    """Keep one uploaded file; raise Refusal for one that isn't taken, without reading more than is allowed."""
    content = upload.read(LARGEST_ATTACHMENT + 1)
    return attach.keep(
        body=body, commune=commune, name=upload.name or "", content=content, by=request.user, at=clock.now()
    )


def _uploads(request: UserRequest) -> Iterator[tuple[str, "UploadedFile[bytes]"]]:
    for name, upload in request.FILES.items():
        if name.startswith("answer:") and name.endswith(f":{UPLOAD}") and isinstance(upload, UploadedFile):
            yield name, upload
