"""The answer to who asks whether a paper or a file is genuine; whoever holds one needs no account."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from documents.forms.checking import CodeForm, FileForm
from documents.models import Edition, PublishedDocument, SignedCopy
from documents.models.codes import read_code
from documents.rendering.reading import page_count

from .told_file import told_file


@login_not_required
@never_cache
@require_safe
def verify_ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code or the file of a paper; whoever holds one needs no account."""
    form = CodeForm(request.GET or None)
    if form.is_valid():
        return redirect("documents:verify", form.cleaned_data["code"])
    return render(request, "documents/verify_ask.html", {"form": form, "file_form": FileForm()})


@login_not_required
@never_cache
@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether the paper with a code is genuine, and what a stranger may know of it: none of its content."""
    digits = read_code(code)
    if digits is None:
        return redirect(f"{reverse('documents:verify_ask')}?{urlencode({'code': code})}")
    document = PublishedDocument.objects.with_code(digits)
    context = {"file_form": FileForm(initial={"code": digits})}
    return render(request, "documents/verify.html", context | _found(document))


@login_not_required
@never_cache
@require_POST
def verify_file(request: HttpRequest) -> HttpResponse:
    """Say of a file whether it is ours, byte for byte, who signed it, and whether somebody changed it since."""
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/verify_ask.html", {"form": CodeForm(), "file_form": form})
    digits, pdf = read_code(form.cleaned_data["code"]), form.cleaned_data["file"]
    try:
        told = told_file(pdf, digits, clock.now())
    except Refusal as refusal:
        form.add_error("file", refusal.sentence)
        return render(request, "documents/verify_ask.html", {"form": CodeForm(), "file_form": form})
    context = {"file_form": FileForm(initial={"code": digits}), "told": told}
    return render(request, "documents/verify.html", context | _found(told.document))


def _found(document: PublishedDocument | None) -> dict[str, Any]:
    """Return what the page says of a document; nothing but its edition where it is internal."""
    if document is None:
        return {"document": None}
    intact = document.pdf_is_intact() and document.data_is_intact()
    return {
        "document": document,
        "is_intact": intact,
        "is_internal": document.edition == Edition.INTERNAL,
        "pages": page_count(bytes(document.pdf)) if intact else None,
        "later": PublishedDocument.objects.later_than(document).first(),
        "signed": SignedCopy.objects.of(document).first(),
    }
