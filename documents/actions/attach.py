"""Keep a file that is handed in as evidence."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction

from communes.models import Commune, ConveningBody, User
from documents.models import Attachment, Thumbnail
from documents.models.file_kinds import FileKind, clean_name, kind_of
from documents.rendering import thumbnails


def keep(
    *, body: ConveningBody, commune: Commune | None, name: str, content: bytes, by: User, at: datetime
) -> Attachment:
    """Keep the bytes once, with a small picture of them, and return their row; raise Refusal for what isn't taken.

    `commune` is whose file it is, None for the body's own. The same file sent again is the one that is kept. The
    picture is drawn before the transaction: nobody waits for it.
    """
    kind = kind_of(content, name)
    place = {"body": body, "commune": commune, "name": clean_name(name, kind)}
    sha256 = hashlib.sha256(content).hexdigest()
    same = Attachment.objects.filter(**place, sha256=sha256).without_bytes()
    if found := same.first():
        return found
    picture = _picture(content, kind)
    try:
        with transaction.atomic():
            made = Attachment.objects.create(
                **place, kind=kind, size=len(content), sha256=sha256, data=content, uploaded_at=at, uploaded_by=by
            )
            if picture is not None:
                Thumbnail.objects.create(attachment=made, jpeg=picture.jpeg, pages=picture.pages)
    except IntegrityError:
        return same.get()
    return made


def _picture(content: bytes, kind: FileKind) -> thumbnails.Drawn | None:
    try:
        return thumbnails.draw(content, kind)
    except thumbnails.NoPicture:
        return None
