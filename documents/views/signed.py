"""Signing as offices do it: the unsigned file goes out, the signed one comes back with its number and is filed."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, is_office
from documents.actions import file_signed_copy, receive_signed_copy
from documents.forms.signed import FileSignedForm, SignedFileForm
from documents.models import PublishedDocument, ReceivedCopy, SignedCopy
from documents.permissions import office_document_or_404, signed_copy_or_404

from .told import told_differences, told_signatures


@require_http_methods(["GET", "POST"])
def signed_receive(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Show what goes out for signature and what came back; take a signed file, and file it where nothing is open."""
    document = office_document_or_404(request.user, body, pk)
    copies = list(SignedCopy.objects.of(document))
    form = SignedFileForm(request.POST or None, request.FILES or None, replaces=bool(copies))
    if request.method == "POST" and form.is_valid():
        try:
            received = _receive(request, document, form.cleaned_data)
        except Refusal as refusal:
            form.add_error("pdf", refusal.sentence)
        else:
            filing = _filing_form(received, _typed(received))
            return _file(request, received, filing) or redirect("documents:signed_file", body, pk)
    context = {"body": document.body, "document": document, "copies": copies, "form": form}
    waiting = ReceivedCopy.objects.filter(document=document, received_by=request.user).defer("pdf").first()
    return render(request, "documents/signed_receive.html", context | {"waiting": waiting})


@require_http_methods(["GET", "POST"])
def signed_file(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Show what was found in a received file and what is open about it; file it with the person's words."""
    document = office_document_or_404(request.user, body, pk)
    received = _received_or_404(request, document)
    if request.method == "POST":
        form = _filing_form(received, request.POST.dict())
        if filed := _file(request, received, form):
            return filed
    else:
        form = _filing_form(received, _typed(received))
        if form.is_valid():
            for field, sentence in file_signed_copy.questions(received, _typed_in(form), clock.today()).items():
                form.add_error(field, sentence)
    context = {"body": document.body, "document": document, "received": received, "form": form}
    written = received.comparison.get("dated")
    context |= {"signatures": told_signatures(received.signatures), "comparison": received.comparison}
    context |= {"written_day": dt.date.fromisoformat(written) if written else None}
    context |= told_differences(received.comparison.get("differences", []))
    return render(request, "documents/signed_file.html", context)


@require_safe
def received_pdf(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Hand over the file that the person has just handed in, to look at before she vouches for it."""
    received = _received_or_404(request, office_document_or_404(request.user, body, pk))
    return file_answer(bytes(received.pdf), PDF, "ban-cho-luu.pdf")


@require_safe
def signed_copy(request: UserRequest, body: str, pk: int, place: int) -> HttpResponse:
    """Show a filed copy to the document's readers: who signed, what was found, who vouched."""
    copy = signed_copy_or_404(request.user, body, pk, place)
    copies = list(SignedCopy.objects.of(copy.document))
    context = {"body": copy.document.body, "document": copy.document, "copy": copy, "copies": copies}
    context |= {"signatures": told_signatures(copy.signatures), "holds": copy.place == copies[0].place}
    context |= {"may_replace": is_office(request.user, copy.document.body)}
    return render(request, "documents/signed_copy.html", context | told_differences(copy.differences))


@require_safe
def signed_pdf(request: UserRequest, body: str, pk: int, place: int) -> HttpResponse:
    """Hand over the stored bytes of a signed copy."""
    copy = signed_copy_or_404(request.user, body, pk, place)
    name = f"{copy.number.replace('/', '-')}-{copy.dated.isoformat()}.pdf"
    return file_answer(bytes(copy.pdf), PDF, name)


def _receive(request: UserRequest, document: PublishedDocument, typed: dict[str, Any]) -> ReceivedCopy:
    return receive_signed_copy.receive(
        document=document,
        pdf=typed["pdf"],
        number=typed["number"],
        dated=typed["dated"],
        reason=typed.get("reason", ""),
        by=request.user,
        at=clock.now(),
    )


def _received_or_404(request: UserRequest, document: PublishedDocument) -> ReceivedCopy:
    found = ReceivedCopy.objects.filter(document=document, received_by=request.user).first()
    if found is None:
        raise Http404
    found.document = document
    return found


def _typed(received: ReceivedCopy) -> dict[str, str]:
    return {"number": received.number_typed, "dated": received.dated_typed, "reason": received.reason}


def _filing_form(received: ReceivedCopy, data: dict[str, str]) -> FileSignedForm:
    replaces = SignedCopy.objects.filter(document=received.document_id).exists()
    return FileSignedForm(data, replaces=replaces, needs_words=received.needs_words)


def _typed_in(form: FileSignedForm) -> file_signed_copy.Typed:
    typed = form.cleaned_data
    return file_signed_copy.Typed(
        typed["number"], typed["dated"], vouched=typed.get("vouched", ""), reason=typed.get("reason", "")
    )


def _file(request: UserRequest, received: ReceivedCopy, form: FileSignedForm) -> HttpResponse | None:
    """File a received copy and go to it; None with the form's errors where something is open."""
    if not form.is_valid():
        return None
    try:
        copy = file_signed_copy.file(received=received, typed=_typed_in(form), by=request.user, at=clock.now())
    except file_signed_copy.FieldRefusal as refusal:
        form.add_error(refusal.field, refusal.sentence)
        return None
    messages.success(request, f"Đã lưu bản đã ký số {copy.number}.")
    return redirect("documents:signed_copy", received.document.body.slug, received.document_id, copy.place)
