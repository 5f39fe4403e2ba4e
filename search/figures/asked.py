"""What a reader looks for, and among what."""

from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

from briefing_portal.lib.vietnamese.searching import Phrase
from communes.models import Commune, ConveningBody, User


class Kind(models.TextChoices):
    """What can be found, in the order of the page."""

    COMMUNES = "communes", "Xã, thị trấn"
    REPORTS = "reports", "Báo cáo của các đơn vị"
    SENTENCES = "sentences", "Câu trong báo cáo tổng hợp"
    DIRECTIVES = "directives", "Nhiệm vụ được giao"
    MEETINGS = "meetings", "Hội nghị"
    CONCLUSIONS = "conclusions", "Kết luận của chủ trì"
    STATEMENTS = "statements", "Ý kiến tại hội nghị"
    DOCUMENTS = "documents", "Văn bản đã phát hành"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who looks for which phrases in a body; an empty filter leaves all. Months are yyyy-mm and inclusive."""

    user: User
    body: ConveningBody
    phrases: tuple[Phrase, ...]
    kind: str = ""
    first: str = ""
    last: str = ""
    section: str = ""
    communes: QuerySet[Commune] | None = None
