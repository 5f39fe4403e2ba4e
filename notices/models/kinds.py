"""The kinds of notices, and on which ways they reach a person."""

from collections.abc import Mapping

from django.db import models

from communes.models import Role, User


class Kind(models.TextChoices):
    """What a notice is about."""

    DUE = "due", "Sắp đến hạn nộp báo cáo"
    RETURNED = "returned", "Báo cáo bị trả lại hoặc được mở lại"
    ACCEPTED = "accepted", "Báo cáo được tiếp nhận"
    QUOTED = "quoted", "Đơn vị được nêu trong báo cáo tổng hợp"
    DIRECTIVE = "directive", "Nhiệm vụ sắp đến hạn, quá hạn"
    PUBLISHED = "published", "Văn bản được phát hành"


class Channel(models.TextChoices):
    """A way on which a notice reaches a person."""

    PORTAL = "portal", "Trên hệ thống"
    MAIL = "mail", "Thư điện tử"


_COMMUNE = frozenset({Role.CLERK, Role.SIGNER})
_BODY = frozenset({Role.OFFICE, Role.LEADER})
# Who is told of a kind at all; the settings page offers no switch that would switch nothing.
TOLD: Mapping[Kind, frozenset[Role]] = {
    Kind.DUE: _COMMUNE | {Role.OFFICE},
    Kind.RETURNED: _COMMUNE,
    Kind.ACCEPTED: _COMMUNE,
    Kind.QUOTED: _COMMUNE,
    Kind.DIRECTIVE: _COMMUNE | _BODY,
    Kind.PUBLISHED: _COMMUNE | _BODY,
}


def kinds_for(user: User) -> list[Kind]:
    """Return the kinds that a person is told of in any of her roles, in their order."""
    roles = set(user.memberships.values_list("role", flat=True))
    return [kind for kind, told in TOLD.items() if roles & told]
