"""Sign a document in the portal, one signer after the other; the last one files the signed copy."""

import hashlib
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.clock import moment_in_words
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import format_date
from communes.models import ConveningBody, User
from documents.models import Finding, PortalSignature, SignedCopy, SigningPlan
from documents.rendering.html import render_document
from documents.rendering.pdf import render_pdf
from documents.signing import limited
from documents.signing.report import Examination, Holder, Update

STAMP = "documents/signature_stamp.html"
OUT_OF_ORDER = "Chưa đến lượt vị trí này hoặc đã có người ký; hãy xem lại thứ tự ký."
REPLACED = "Thứ tự ký vừa được lập lại; hãy xem lại trước khi ký."
FILED = "Văn bản đã có bản đã ký lưu sau khi lập thứ tự này; muốn ký lại thì lập lại thứ tự, nêu lý do."
ENDED = "Chứng thư của {signer} đã hết hạn ngày {day}; hãy dùng chứng thư còn hiệu lực."
BEGINS = "Chứng thư của {signer} chưa có hiệu lực (có hiệu lực từ {day})."
TWICE = "Chứng thư của {signer} đã ký văn bản này; mỗi vị trí do một người ký."
UNSOUND = "Chữ ký vừa tạo không kiểm tra được nên không lưu; văn bản vẫn như trước khi ký."


def sign(
    *, plan: SigningPlan, place: int, keys: limited.Keys, by: User, at: datetime, machine_now: datetime
) -> SignedCopy | None:
    """Add the signature of a place of the plan; return the filed copy behind the last one, None before.

    `machine_now` is the true moment, which the signature claims and the certificate is judged by, also where `at` is
    of a demonstration. Signing takes seconds and holds nothing; what changed meanwhile is refused when it is kept.
    """
    _check_turn(plan, place)
    holder = limited.holder_of(keys)
    _check_holder(plan, holder, machine_now)
    stamp = _stamp(plan, holder, machine_now)
    before = plan.signatures.order_by("-place").first()
    base = bytes(plan.document.pdf)
    position = plan.position_at(place)
    wish = limited.Wish(f"ChuKy{plan.pk}_{place}", position, plan.document.body.place)
    made, found = limited.sign(
        bytes(before.pdf) if before else base, keys, wish, stamp=stamp, base=base, at=machine_now
    )
    _check_made(found, place)
    return _keep(plan, place, made, found, by, at)


@transaction.atomic
def _keep(plan: SigningPlan, place: int, made: bytes, found: Examination, by: User, at: datetime) -> SignedCopy | None:
    ConveningBody.objects.select_for_update().get(pk=plan.document.body_id)
    _check_turn(plan, place)
    PortalSignature.objects.create(
        plan=plan,
        place=place,
        signature=asdict(found.signatures[-1]),
        pdf=made,
        sha256=hashlib.sha256(made).hexdigest(),
        signed_at=at,
        signed_by=by,
    )
    return _file(plan, made, found, by, at) if place == len(plan.positions) else None


def _check_turn(plan: SigningPlan, place: int) -> None:
    if not plan.document.body.portal_signing or SigningPlan.objects.current_of(plan.document) != plan:
        raise Refusal(REPLACED)
    if SignedCopy.objects.filter(document=plan.document_id, filed_at__gt=plan.planned_at).exists():
        raise Refusal(FILED)
    if place != plan.signatures.count() + 1 or not plan.position_at(place):
        raise Refusal(OUT_OF_ORDER)


def _check_holder(plan: SigningPlan, holder: Holder, machine_now: datetime) -> None:
    ends, begins = datetime.fromisoformat(holder.valid_to), datetime.fromisoformat(holder.valid_from)
    if machine_now > ends:
        raise Refusal(ENDED.format(signer=holder.signer, day=format_date(ends.date())))
    if machine_now < begins:
        raise Refusal(BEGINS.format(signer=holder.signer, day=format_date(begins.date())))
    used = {each["fingerprint"] for each in plan.signatures.values_list("signature", flat=True)}
    if holder.fingerprint in used:
        raise Refusal(TWICE.format(signer=holder.signer))


def _stamp(plan: SigningPlan, holder: Holder, machine_now: datetime) -> bytes:
    context = {"plan": plan, "holder": holder, "moment": moment_in_words(machine_now)}
    html = render_document(STAMP, context)
    return render_pdf(html, title="Chữ ký số", identifier=holder.fingerprint, moment=machine_now)


def _check_made(found: Examination, place: int) -> None:
    """Refuse what doesn't stand its own examination: every signature good, nothing but signatures behind our bytes."""
    is_sound = len(found.signatures) == place and all(each.is_good for each in found.signatures)
    if found.faults or found.update != Update.SIGNATURES or not is_sound:
        raise Refusal(UNSOUND)


def _file(plan: SigningPlan, pdf: bytes, found: Examination, by: User, at: datetime) -> SignedCopy:
    return SignedCopy.objects.create(
        document=plan.document,
        place=SignedCopy.objects.next_place(plan.document),
        finding=Finding.OURS,
        number=plan.number,
        dated=plan.dated,
        pdf=pdf,
        sha256=hashlib.sha256(pdf).hexdigest(),
        signatures=[asdict(each) for each in found.signatures],
        reason=plan.reason,
        is_portal_signed=True,
        filed_at=at,
        filed_by=by,
    )
