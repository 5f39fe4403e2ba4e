"""What people are told of a briefing and of documents: to whom, in which words, leading where."""

from collections.abc import Iterable, Iterator

from django.conf import settings
from django.urls import reverse

from briefing_portal.lib.clock import moment_in_words
from briefing_portal.lib.vietnamese import capitalize_first
from communes.models import Commune, ConveningBody, Role, User
from communes.permissions import people_of, staff_of
from documents.models import DocumentKind, Edition, PublishedDocument
from meetings.models import Briefing, Consultation, Meeting
from notices.models import Kind, Note

from .quoted import Mentions, mentions_of


def consulted_notes(consultation: Consultation) -> list[Note]:
    """Return what the quoted communes' people are told when they are asked before publication."""
    period = consultation.briefing.period
    title = f"Lấy ý kiến về báo cáo tổng hợp {period}"
    notes = []
    for person, commune, mentions in _quoted_people(consultation.briefing):
        address = reverse("meetings:quoted_commune", args=[period.body.slug, period.as_month, commune.slug])
        text = f"{_mentioned(commune, mentions)} Góp ý trước {moment_in_words(consultation.until)}."
        key = f"consultation.{consultation.pk}.{commune.pk}"
        notes.append(Note(person, Kind.QUOTED, key, title, address, text))
    return notes


def published_notes(briefing: Briefing, number: int) -> list[Note]:
    """Return what all are told when the summary is published, and the communes that it names besides."""
    period = briefing.period
    version = f" (bổ sung lần {number - 1})" if number > 1 else ""
    name = f"báo cáo tổng hợp {period}{version}"
    address = reverse("meetings:published", args=[period.body.slug, period.as_month])
    key = f"published.{period.pk}.{number}"
    readers = _everybody(period.body)
    notes = [Note(person, Kind.PUBLISHED, key, f"Đã phát hành {name}", address) for person in readers]
    notes += [
        Note(
            person,
            Kind.QUOTED,
            f"{key}.quoted.{commune.pk}",
            f"{capitalize_first(commune.full_name)} được nêu trong {name}",
            address,
            _mentioned(commune, mentions),
        )
        for person, commune, mentions in _quoted_people(briefing)
        if mentions.named
    ]
    return notes


def published_words(document: PublishedDocument) -> str:
    """Write the text for the communes' Zalo group that says a summary is published."""
    body = document.body
    version = f" (bổ sung lần {document.number - 1})" if document.number > 1 else ""
    page = settings.PORTAL_URL + reverse("meetings:published", args=[body.slug, document.month])
    lines = (
        f"VĂN PHÒNG {body.name.upper()}",
        f"Đã phát hành: {document.title}{version}.",
        f"Đề nghị các {body.units_word} đọc và thực hiện; văn bản tại: {page}",
    )
    return "\n".join(lines)


def paper_notes(meeting: Meeting, document: PublishedDocument) -> list[Note]:
    """Return who is told of a meeting's document: minutes stay inside, an invitation is for the invited."""
    body = document.body
    address = reverse("documents:pdf", args=[body.slug, document.pk])
    title = f"Đã phát hành {document.get_kind_display().lower()}: {meeting.heading}"[:200]
    if document.edition == Edition.INTERNAL:
        readers: Iterable[User] = staff_of(body, Role.OFFICE, Role.LEADER)
    elif document.kind == DocumentKind.INVITATION:
        invited = Commune.objects.filter(
            pk__in=meeting.attendances.filter(invited=True, commune__isnull=False).values("commune")
        )
        readers = _people(body, invited)
    else:
        readers = _everybody(body)
    return [Note(person, Kind.PUBLISHED, f"document.{document.pk}", title, address) for person in readers]


def _everybody(body: ConveningBody) -> list[User]:
    return _people(body, Commune.objects.filter(body=body))


def _people(body: ConveningBody, communes: Iterable[Commune]) -> list[User]:
    """Return the body's office and leaders and the communes' people, each once."""
    of_communes = (person for people in people_of(communes).values() for person in people)
    return list(dict.fromkeys([*staff_of(body, Role.OFFICE, Role.LEADER), *of_communes]))


def _quoted_people(briefing: Briefing) -> Iterator[tuple[User, Commune, Mentions]]:
    mentions = mentions_of(briefing)
    communes = Commune.objects.filter(body=briefing.period.body, code__in=mentions)
    found = list(communes.existing_in(briefing.period.as_month))
    people = people_of(found)
    for commune in found:
        for person in people.get(commune.pk, []):
            yield person, commune, mentions[commune.code]


def _mentioned(commune: Commune, mentions: Mentions) -> str:
    parts = [f"được nêu tên trong {mentions.named} câu"] if mentions.named else []
    parts += [f"được tính trong {mentions.counted} câu"] if mentions.counted else []
    return f"{capitalize_first(commune.full_name)} {', '.join(parts)}."
