"""Signatures and differences in the words of the pages."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefing_portal.lib.clock import moment_in_words
from briefing_portal.lib.vietnamese import format_date
from documents.signing.report import Signature, Trust, signature_from

SHOWN_DIFFERENCES = 200
TRUST = {
    Trust.TRUSTED: "Chứng thư được cơ quan chứng thực mà hệ thống tin cậy cấp.",
    Trust.UNKNOWN: "Chữ ký nguyên vẹn, nhưng hệ thống chưa có chứng thư gốc để biết người ký có đúng là người này.",
    Trust.SELF_SIGNED: "Chữ ký nguyên vẹn, nhưng chứng thư do người ký tự cấp: không cơ quan nào xác nhận người ký.",
    Trust.EXPIRED: "Lúc ký, chứng thư đã hết hạn.",
    Trust.NOT_YET: "Lúc ký, chứng thư chưa có hiệu lực.",
}
BADGE = {Trust.TRUSTED: ("good", "Nguyên vẹn, tin cậy"), Trust.UNKNOWN: ("warn", "Nguyên vẹn, chưa rõ độ tin cậy")}


@dataclass(frozen=True, slots=True)
class ToldSignature:
    """A signature as a page shows it; `tone` and `state` are its badge."""

    signer: str
    organization: str
    issuer: str
    moment: str
    valid: str
    tone: str
    state: str
    sentence: str
    is_timestamp: bool


def told_signatures(kept: Iterable[Mapping[str, Any]]) -> list[ToldSignature]:
    """Return signatures, as they were kept, in the order in which they were made."""
    return [told_signature_of(each) for each in kept]


def told_signature_of(kept: Mapping[str, Any]) -> ToldSignature:
    """Return one signature, as it was kept, in words."""
    return told_signature(signature_from(kept))


def told_signature(signature: Signature) -> ToldSignature:
    """Return one signature in words."""
    tone, state = _badge(signature)
    return ToldSignature(
        signer=signature.signer,
        organization=signature.organization,
        issuer=signature.issuer,
        moment=_moment(signature),
        valid=f"{_day(signature.valid_from)} đến {_day(signature.valid_to)}",
        tone=tone,
        state=state,
        sentence=signature.fault or TRUST[signature.trust],
        is_timestamp=signature.is_timestamp,
    )


def _badge(signature: Signature) -> tuple[str, str]:
    if signature.fault:
        return "bad", "Không còn giá trị"
    if not signature.is_good:
        return "bad", "Hết hạn" if signature.trust == Trust.EXPIRED else "Chưa có hiệu lực"
    return BADGE.get(signature.trust, ("warn", "Nguyên vẹn, tự cấp"))


def _moment(signature: Signature) -> str:
    if not signature.signed_at:
        return "không ghi"
    shown = moment_in_words(dt.datetime.fromisoformat(signature.signed_at))
    return f"{shown} ({'có dấu thời gian' if signature.has_timestamp else 'theo máy của người ký'})"


def _day(moment: str) -> str:
    return format_date(dt.datetime.fromisoformat(moment).date())


def told_differences(kept: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the places that differ, those that only moved apart, and how many more there are than are shown."""
    changed = [each for each in kept if not each["has_moved"]]
    moved = [each for each in kept if each["has_moved"]]
    shown = changed[:SHOWN_DIFFERENCES]
    return {
        "changed": shown,
        "changed_count": len(changed),
        "unshown": len(changed) - len(shown),
        "moved": moved[:SHOWN_DIFFERENCES],
    }
