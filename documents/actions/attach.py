"""Keep a file that is handed in as evidence."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from communes.models import Commune, ConveningBody, User
from documents.models import Attachment
from documents.models.file_kinds import clean_name, kind_of


@transaction.atomic
def keep(
    *, body: ConveningBody, commune: Commune | None, name: str, content: bytes, by: User, at: datetime
) -> Attachment:
    """Keep the bytes once and return their row; raise Refusal for a file that isn't taken.

    `commune` is whose file it is, None for the body's own. The same file sent again is the one that is kept.
    """
    kind = kind_of(content, name)
    place = {"body": body, "commune": commune, "name": clean_name(name, kind)}
    sha256 = hashlib.sha256(content).hexdigest()
    same = Attachment.objects.filter(**place, sha256=sha256).without_bytes()
    if found := same.first():
        return found
    try:
        with transaction.atomic():
            return Attachment.objects.create(
                **place, kind=kind, size=len(content), sha256=sha256, data=content, uploaded_at=at, uploaded_by=by
            )
    except IntegrityError:
        return same.get()
