"""Signing in the portal: who signs in which order, and the step of the next signer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.files import PDF, file_answer
from briefing_portal.lib.refusal import Refusal
from communes.permissions import UserRequest, is_office
from documents.actions import plan_signing, sign_document
from documents.forms.signed import PlanForm, SignForm
from documents.models import PublishedDocument, SignedCopy, SigningPlan
from documents.permissions import signing_document_or_404
from documents.signing.limited import Keys

from .told import told_signature_of


@sensitive_post_parameters("pin")
@sensitive_variables("form")
@require_http_methods(["GET", "POST"])
def sign(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Show who has signed and who is next; sign with the key that is brought along."""
    document = signing_document_or_404(request.user, body, pk)
    plan = SigningPlan.objects.current_of(document)
    if request.method != "POST" or plan is None:
        return _page(request, document, plan)
    plan.document = document
    form = SignForm(request.POST, request.FILES, has_device=_has_device())
    if not form.is_valid():
        return _page(request, document, plan, sign_form=form)
    try:
        copy = _sign(request, plan, form)
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return _page(request, document, plan, sign_form=form)
    if copy is None:
        messages.success(request, "Đã ký. Đến lượt người ký tiếp theo.")
        return redirect("documents:sign", body, pk)
    messages.success(request, f"Đã ký xong và lưu bản đã ký số {copy.number}.")
    return redirect("documents:signed_copy", body, pk, copy.place)


@require_POST
def sign_plan(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Lay down the order of signing anew."""
    document = signing_document_or_404(request.user, body, pk)
    if not is_office(request.user, document.body):
        raise PermissionDenied("Thứ tự ký do Văn phòng lập.")
    form = PlanForm(request.POST, replaces=_is_signed(document))
    if form.is_valid():
        try:
            plan_signing.plan(
                document=document,
                number=form.cleaned_data["number"],
                dated=form.cleaned_data["dated"],
                positions=form.chosen_positions,
                reason=form.cleaned_data.get("reason", ""),
                by=request.user,
                at=clock.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("documents:sign", body, pk)
    return _page(request, document, SigningPlan.objects.current_of(document), plan_form=form)


@require_safe
def sign_pdf(request: UserRequest, body: str, pk: int, place: int) -> HttpResponse:
    """Hand over the file as a signer of the present order left it, for the next one to look at."""
    document = signing_document_or_404(request.user, body, pk)
    plan = SigningPlan.objects.current_of(document)
    signature = plan.signatures.filter(place=place).first() if plan else None
    if signature is None:
        raise Http404
    return file_answer(bytes(signature.pdf), PDF, "dang-ky.pdf")


def _sign(request: UserRequest, plan: SigningPlan, form: SignForm) -> SignedCopy | None:
    return sign_document.sign(
        plan=plan,
        place=form.cleaned_data["place"],
        keys=Keys(form.cleaned_data["pin"], form.cleaned_data["p12"]),
        by=request.user,
        at=clock.now(),
        machine_now=clock.machine_now(),
    )


def _has_device() -> bool:
    return bool(settings.SIGNING_PKCS11_MODULE and settings.SIGNING_PKCS11_LABEL)


def _is_signed(document: PublishedDocument) -> bool:
    return SignedCopy.objects.filter(document=document).exists()


def _page(
    request: UserRequest,
    document: PublishedDocument,
    plan: SigningPlan | None,
    *,
    plan_form: PlanForm | None = None,
    sign_form: SignForm | None = None,
) -> HttpResponse:
    steps = _steps(plan) if plan else []
    following = next((step for step in steps if not step["signature"]), None)
    if following and sign_form is None:
        sign_form = SignForm(initial={"place": following["place"]}, has_device=_has_device())
    context: dict[str, Any] = {
        "body": document.body,
        "document": document,
        "plan": plan,
        "steps": steps,
        "following": following,
        "last": following["place"] - 1 if following else len(steps),
        "sign_form": sign_form,
        "plan_form": plan_form or PlanForm(initial=_proposed(document, plan), replaces=_is_signed(document)),
        "may_plan": is_office(request.user, document.body),
    }
    return render(request, "documents/sign.html", context)


def _proposed(document: PublishedDocument, plan: SigningPlan | None) -> dict[str, Any]:
    """Return what the form for an order proposes: the present one's, else who signed the last paper of this kind."""
    like = plan or SigningPlan.objects.like(document)
    positions = "\n".join(like.positions) if like else document.body.signer_title
    return {"positions": positions} | ({"number": plan.number, "dated": plan.dated} if plan else {})


def _steps(plan: SigningPlan) -> list[dict[str, Any]]:
    """Return the positions in their order, each with the signature that was given there."""
    given = {each.place: each for each in plan.signatures.select_related("signed_by").defer("pdf")}
    return [
        {
            "place": place,
            "position": position,
            "signature": told_signature_of(given[place].signature) if place in given else None,
            "by": given[place].signed_by if place in given else None,
        }
        for place, position in enumerate(plan.positions, start=1)
    ]
