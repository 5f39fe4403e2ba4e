"""Files beside a report: taken in with its form, and listed wherever the report is shown."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, is_office
from documents.models import Attachment
from reports.actions import fill_in, keep_files
from reports.models import Report, ReportFile, Section
from reports.models.snapshots import files_in
from reports.permissions import may_fill_in
from reports.views.evidence import keep

UPLOAD, SECTION, SOURCE, DROP = "files", "files-section", "source", "files-drop"
DIGITS = 15  # of a key


@dataclass(slots=True)
class FilesPanel:
    """What a report's form shows of its files; `faults` are the sentences on those that were not taken."""

    files: Sequence[ReportFile] = ()
    sections: Sequence[Section] = ()
    faults: list[str] = field(default_factory=list)
    source_faults: list[str] = field(default_factory=list)

    @property
    def sources(self) -> list[Attachment]:
        """Return the commune's papers that the office enters from."""
        return [file.attachment for file in self.files if file.is_source]

    @property
    def are_refused(self) -> bool:
        """Tell whether something that was sent is not there."""
        return bool(self.faults or self.source_faults)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as a page of a report lists it: of which section ("" for the whole), and the file where it is kept."""

    title: str
    is_source: bool
    name: str
    attachment: Attachment | None


def take_in(request: UserRequest, report: Report) -> tuple[Report, FilesPanel]:
    """Keep what was sent and take off what was ticked; return the report, begun where it had to be.

    This is done at once: whatever is wrong elsewhere in the form, no file has to be sent again.
    """
    panel = FilesPanel()
    for upload, is_source in _uploads(request, report):
        try:
            report = _add(request, report, upload, is_source=is_source)
        except Refusal as refusal:
            (panel.source_faults if is_source else panel.faults).append(refusal.sentence)
    for key in request.POST.getlist(DROP):
        try:
            _take_off(request, report, key)
        except Refusal as refusal:
            panel.faults.append(refusal.sentence)
    return report, panel


def panel_of(report: Report, panel: FilesPanel | None = None) -> FilesPanel:
    """Return what stands beside a report now, with what was refused."""
    shown = panel or FilesPanel()
    shown.files = list(files_in(report)) if report.pk else []
    shown.sections = list(Section.objects.all())
    return shown


def shown_files(report: Report) -> list[ShownFile]:
    """Return the files of a report as it stands."""
    return [
        ShownFile(file.section.title if file.section else "", file.is_source, file.attachment.name, file.attachment)
        for file in files_in(report)
    ]


def files_as_submitted(report: Report, snapshot: Mapping[str, Any]) -> list[ShownFile]:
    """Return the files that a submission had, from its snapshot; the bytes are found by their hash."""
    plain = snapshot.get("files", ())
    kept = Attachment.objects.filter(commune=report.commune, sha256__in=[each["sha256"] for each in plain])
    found = {(file.sha256, file.name): file for file in kept.with_pictures()} if plain else {}
    titles = dict(Section.objects.values_list("code", "title")) if plain else {}
    return [
        ShownFile(
            titles.get(each["section"], ""),
            each["source"],
            each["name"],
            found.get((each["sha256"], each["name"])),
        )
        for each in plain
    ]


def _uploads(request: UserRequest, report: Report) -> Iterator[tuple["UploadedFile[bytes]", bool]]:
    names = [(UPLOAD, False)]
    if is_office(request.user, report.commune.body):
        names.append((SOURCE, True))
    for name, is_source in names:
        for upload in request.FILES.getlist(name):
            if isinstance(upload, UploadedFile):
                yield upload, is_source


def _add(request: UserRequest, report: Report, upload: "UploadedFile[bytes]", *, is_source: bool) -> Report:
    section = None if is_source else Section.objects.filter(code=request.POST.get(SECTION, "")).first()
    kept = keep(request, report.commune.body, report.commune, upload)
    by, at = request.user, clock.now()
    with transaction.atomic():
        begun = report if report.pk else fill_in.start(period=report.period, commune=report.commune, by=by, at=at)
        keep_files.add(report=begun, attachment=kept, section=section, is_source=is_source, by=by, at=at)
    return begun


def _take_off(request: UserRequest, report: Report, key: str) -> None:
    if not report.pk or not (key.isascii() and key.isdigit() and len(key) <= DIGITS):
        return
    file = ReportFile.objects.filter(report=report, pk=int(key)).first()
    if file is not None and may_fill_in(request.user, report):
        keep_files.take_off(file=file, by=request.user, at=clock.now())
