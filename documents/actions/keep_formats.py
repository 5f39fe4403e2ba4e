"""Keep what an office sets otherwise than the rules of form have it, each change with its trace."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import normalize_text
from communes.models import BodyKind, ConveningBody, User
from documents.models import DocumentKind, FormatProfile, FormatSetting
from documents.models.formats import kept_for, may_be
from documents.models.look import rules
from documents.models.wording import RECIPIENTS, SIGNATURE, SIGNED, usual_wording

STALE = "Thể thức vừa được người khác thay đổi; hãy xem lại trước khi lưu."
LINE_LIMIT, MOST_SIGNATURE_LINES, MOST_RECIPIENTS = 80, 4, 30  # characters, lines, lines
_COMMITTEES = ("BAN THƯỜNG VỤ", "BAN CHẤP HÀNH", "THƯỜNG TRỰC")
_SLASHES, _DOTS = ("T/M", "K/T", "T/L", "TUQ/"), ("TM.", "KT.", "TL.", "TUQ.")


@transaction.atomic
def keep(
    *,
    body: ConveningBody,
    profile: FormatProfile,
    values: Mapping[str, str],
    wording: Mapping[str, str],
    last_seen: int,
    by: User,
    at: datetime,
) -> list[FormatSetting]:
    """Keep values of a profile by name, and lines of signatures and recipients; return what changed.

    A value that is the profile's own, and lines that are the usual ones, lead back to them: they are kept as "".
    `last_seen` is the key of the latest change that the writer had before her, 0 for none.
    """
    _hold(body, last_seen)
    _check(profile, values, wording)
    told = {name: "" if value == profile.values[name] else value for name, value in values.items()}
    usual = {name: text for kind in SIGNED for name, text in usual_lines(body, kind).items()}
    lines = {name: "" if _lines(text) == usual[name] else _lines(text) for name, text in wording.items()}
    return [*_write(body, profile, told, by, at), *_write(body, None, lines, by, at)]


@transaction.atomic
def reset(
    *, body: ConveningBody, profile: FormatProfile, last_seen: int, by: User, at: datetime
) -> list[FormatSetting]:
    """Lead all values of a profile back to the profile's own; return what changed."""
    _hold(body, last_seen)
    return _write(body, profile, dict.fromkeys(kept_for(body, profile), ""), by, at)


def last_change(body: ConveningBody) -> int:
    """Return the key of a body's latest change; 0 where there was none."""
    return body.format_settings.order_by("-pk").values_list("pk", flat=True).first() or 0


def usual_lines(body: ConveningBody, kind: DocumentKind) -> dict[str, str]:
    """Return the usual signature and recipients of a kind of document by the names of their settings."""
    usual = usual_wording(body, kind)
    return {f"{kind}.{SIGNATURE}": "\n".join(usual.signature), f"{kind}.{RECIPIENTS}": "\n".join(usual.recipients)}


def fault_of_lines(name: str, text: str, kind: str) -> str:
    """Return why the lines of a signature or of recipients can't be kept for a kind of body; "" where they can."""
    lines = _lines(text).splitlines()
    if any(len(line) > LINE_LIMIT for line in lines):
        return f"Mỗi dòng không quá {LINE_LIMIT} ký tự."
    return _fault_of_recipients(lines) if name.endswith(RECIPIENTS) else _fault_of_signature(lines, kind)


def _fault_of_recipients(lines: list[str]) -> str:
    if len(lines) > MOST_RECIPIENTS:
        return f"Nơi nhận không quá {MOST_RECIPIENTS} dòng."
    if not lines or not lines[-1].startswith("Lưu"):
        return "Dòng cuối của nơi nhận ghi nơi lưu, bắt đầu bằng chữ “Lưu”."
    return ""


def _fault_of_signature(lines: list[str], kind: str) -> str:
    if not 1 < len(lines) <= MOST_SIGNATURE_LINES:
        return f"Ghi từ 2 đến {MOST_SIGNATURE_LINES} dòng: quyền hạn ký, dòng cuối là chức vụ."
    if any(line.startswith(("K/T ", "KT. ")) and line.upper().endswith(_COMMITTEES) for line in lines):
        return "Cấp ủy làm việc theo chế độ tập thể: cấp phó ký thay mặt (T/M), không ký thay (K/T)."
    if kind == BodyKind.PARTY and any(line.startswith(_DOTS) for line in lines):
        return "Văn bản của Đảng ghi T/M, K/T, T/L (gạch chéo)."
    if kind == BodyKind.STATE and any(line.startswith(_SLASHES) for line in lines):
        return "Văn bản của cơ quan nhà nước ghi TM., KT., TL. (dấu chấm)."
    return ""


def _check(profile: FormatProfile, values: Mapping[str, str], wording: Mapping[str, str]) -> None:
    for name, value in values.items():
        if value != profile.values.get(name) and not may_be(name, value, profile.kind):
            label = rules()[name].label if name in rules() else name
            raise Refusal(f"“{label}” không nhận giá trị này.")
    for name, text in wording.items():
        if _lines(text) and (fault := fault_of_lines(name, text, profile.kind)):
            raise Refusal(fault)


def _hold(body: ConveningBody, last_seen: int) -> None:
    ConveningBody.objects.select_for_update().get(pk=body.pk)
    if last_change(body) != last_seen:
        raise Refusal(STALE)


def _lines(text: str) -> str:
    return "\n".join(line for each in text.splitlines() if (line := normalize_text(each)))


def _write(
    body: ConveningBody, profile: FormatProfile | None, told: Mapping[str, str], by: User, at: datetime
) -> list[FormatSetting]:
    kept = kept_for(body, profile)
    return [
        FormatSetting.objects.create(body=body, profile=profile, name=name, value=value, by=by, at=at)
        for name, value in told.items()
        if value != kept.get(name, "")
    ]
