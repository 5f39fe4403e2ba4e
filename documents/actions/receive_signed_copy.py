"""Take a file that should be a published document, signed: look at it, and keep it until the office files it."""

import hashlib
import re
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from communes.models import User
from documents.checks.numbers import tail_of
from documents.checks.wording import compare, is_too_long
from documents.models import Finding, PublishedDocument, ReceivedCopy, SignedCopy
from documents.models.codes import CODE_PATTERN, read_code
from documents.signing import limited
from documents.signing.report import Examination, Signature, Trust, Update

FEWEST_ALIKE = 0.5  # of the words: below, it is another text
ALREADY = "Tệp này đã được lưu, là bản đang dùng."
UNSIGNED = "Đây đúng là tệp đã phát hành nhưng chưa có chữ ký số nào; hãy ký rồi gửi lại."
NO_SIGNATURE = "Tệp này chưa có chữ ký số. Hãy gửi tệp đã ký số, hoặc bản quét của tờ giấy đã ký."
OVERWRITTEN = (
    "Tệp mở đầu bằng bản đã phát hành nhưng phần ghi thêm thay đổi nội dung các trang, không chỉ thêm chữ ký; "
    "hãy ký lại trên tệp đã tải về."
)
OTHER_TEXT = "Lời văn của tệp không phải văn bản này: chỉ {share}% số từ trùng. Hãy xem lại tệp vừa chọn."
OTHER_CODE = "Tệp này in mã kiểm tra {code} của văn bản khác, không phải văn bản này."
LATE = "Chữ ký của {signer}: lúc ký, chứng thư đã hết hạn (hiệu lực đến {day})."
EARLY = "Chữ ký của {signer}: lúc ký, chứng thư chưa có hiệu lực (có hiệu lực từ {day})."


def receive(
    *, document: PublishedDocument, pdf: bytes, number: str, dated: str, reason: str, by: User, at: datetime
) -> ReceivedCopy:
    """Keep a file with what was found in it, in place of the person's last one; refuse what can't be the signed copy.

    `number`, `dated` and `reason` are kept as typed: they are judged when the copy is filed.
    """
    sha256 = hashlib.sha256(pdf).hexdigest()
    last = SignedCopy.objects.of(document).first()
    if last is not None and last.sha256 == sha256:
        raise Refusal(ALREADY)
    found = limited.examine(pdf, base=bytes(document.pdf), at=at)
    finding = _finding(found)
    comparison = _comparison(found, document) if finding == Finding.SAME_TEXT else {}
    with transaction.atomic():
        ReceivedCopy.objects.filter(document=document, received_by=by).delete()
        return ReceivedCopy.objects.create(
            document=document,
            pdf=pdf,
            sha256=sha256,
            finding=finding,
            signatures=[asdict(each) for each in found.signatures],
            comparison=comparison,
            tail=tail_of(line for page in found.base_pages for line in page),
            number_typed=number,
            dated_typed=dated,
            reason=reason,
            received_at=at,
            received_by=by,
        )


def _finding(found: Examination) -> Finding:
    if found.faults:
        raise Refusal(found.faults[0])
    for signature in found.signatures:
        _check_moment(signature)
    signed = any(not each.is_timestamp for each in found.signatures)
    if found.update == Update.CONTENT:
        raise Refusal(OVERWRITTEN)
    if found.update != Update.OTHER_FILE:
        if not signed:
            raise Refusal(UNSIGNED)
        return Finding.OURS
    if found.is_scan or not any(found.pages):
        return Finding.SCAN
    if not signed:
        raise Refusal(NO_SIGNATURE)
    return Finding.SAME_TEXT


def _check_moment(signature: Signature) -> None:
    sentence = {Trust.EXPIRED: LATE, Trust.NOT_YET: EARLY}.get(signature.trust)
    if sentence is not None:
        bound = signature.valid_to if signature.trust == Trust.EXPIRED else signature.valid_from
        day = datetime.fromisoformat(bound).strftime("%d/%m/%Y")
        raise Refusal(sentence.format(signer=signature.signer, day=day))


def _comparison(found: Examination, document: PublishedDocument) -> dict[str, Any]:
    for code in re.findall(CODE_PATTERN, "\n".join(line for page in found.pages for line in page)):
        if code != document.code and PublishedDocument.objects.with_code(read_code(code) or code):
            raise Refusal(OTHER_CODE.format(code=code))
    if is_too_long(found.base_pages, found.pages):
        raise Refusal("Văn bản dài quá để so từng từ; hãy ký trên chính tệp đã phát hành.")
    told = compare(found.base_pages, found.pages)
    if told.share < FEWEST_ALIKE:
        raise Refusal(OTHER_TEXT.format(share=int(told.share * 100)))
    return asdict(told) | {"dated": told.dated.isoformat() if told.dated else ""}
