"""Keep the phrases that an office may choose from: add, replace, order and retire them."""

import re
from datetime import datetime

from django.db import transaction

from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.vietnamese import capitalize_first, normalize_text
from communes.models import Commune, ConveningBody, User
from meetings.models import Phrase
from reports.models import Section

LONGEST = 500  # characters
_DIGIT = re.compile(r"\d")


@transaction.atomic
def add(*, body: ConveningBody, section: Section, text: str, by: User, at: datetime) -> Phrase:
    """Add a phrase at the end of its section."""
    held = _held(body)
    last = Phrase.objects.filter(body=held, section=section).order_by("-order", "pk").first()
    return _make(held, section, text, last.order + 1 if last else 1, by, at)


@transaction.atomic
def replace(*, phrase: Phrase, text: str, by: User, at: datetime) -> Phrase:
    """Put another phrase in the place of one; what was chosen before keeps its words."""
    old = _in_use(phrase)
    _retire(old, by, at)
    return _make(old.body, old.section, text, old.order, by, at)


@transaction.atomic
def retire(*, phrase: Phrase, by: User, at: datetime) -> Phrase:
    """Offer a phrase no longer; sentences that were chosen from it stay."""
    old = _in_use(phrase)
    _retire(old, by, at)
    return old


@transaction.atomic
def move(*, phrase: Phrase, up: bool) -> Phrase:
    """Let a phrase change places with the one before or behind it in its section."""
    kept = _in_use(phrase)
    others = list(Phrase.objects.in_use().filter(body=kept.body, section=kept.section))
    place = others.index(kept)
    target = place - 1 if up else place + 1
    if not 0 <= target < len(others):
        raise Refusal("Câu mẫu đã ở đầu mục." if up else "Câu mẫu đã ở cuối mục.")
    others[place], others[target] = others[target], others[place]
    for order, each in enumerate(others, start=1):
        each.order = order
    Phrase.objects.bulk_update(others, ("order",))
    return next(each for each in others if each == kept)


def clean_phrase(text: str, communes: list[str]) -> str:
    """Return a phrase as one sentence; refuse what a sentence without a source must not say: figures and names."""
    words = " ".join(normalize_text(text).split())
    if not words:
        raise Refusal("Câu mẫu chưa có nội dung.")
    if len(words) > LONGEST:
        raise Refusal(f"Câu mẫu dài quá {LONGEST} ký tự.")
    if _DIGIT.search(words):
        raise Refusal("Câu mẫu không ghi con số, vì câu mẫu không có nguồn số liệu; hãy bỏ con số.")
    if named := [name for name in communes if re.search(rf"\b{re.escape(name)}\b", words, re.IGNORECASE)]:
        raise Refusal(f"Câu mẫu dùng cho mọi tháng nên không nêu tên đơn vị: {', '.join(named)}.")
    return capitalize_first(words.rstrip(" .;,") + ".")


def _held(body: ConveningBody) -> ConveningBody:
    """Return the body, alone with its phrases."""
    return ConveningBody.objects.select_for_update().get(pk=body.pk)


def _in_use(phrase: Phrase) -> Phrase:
    _held(phrase.body)
    kept = Phrase.objects.select_related("body", "section").get(pk=phrase.pk)
    if kept.retired_at is not None:
        raise Refusal("Câu mẫu này đã thôi dùng hoặc vừa được người khác sửa.")
    return kept


def _make(body: ConveningBody, section: Section, text: str, order: int, by: User, at: datetime) -> Phrase:
    words = clean_phrase(text, list(Commune.objects.filter(body=body).values_list("name", flat=True)))
    if Phrase.objects.in_use().filter(body=body, section=section, text=words).exists():
        raise Refusal("Mục này đã có câu mẫu như vậy.")
    return Phrase.objects.create(body=body, section=section, text=words, order=order, made_by=by, made_at=at)


def _retire(phrase: Phrase, by: User, at: datetime) -> None:
    phrase.retired_by, phrase.retired_at = by, at
    phrase.save(update_fields=("retired_by", "retired_at"))
