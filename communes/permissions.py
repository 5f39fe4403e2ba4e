"""Who may act for a commune or a body. May it happen now? is another question (reports/workflow.py)."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from .models import Commune, ConveningBody, Membership, Role, User
from .models.people import BODY_ROLES

Visitor = User | AnonymousUser


class UserRequest(HttpRequest):
    """A request of somebody who is logged in, as LoginRequiredMiddleware asks of every page by default."""

    user: User


def holds(user: Visitor, role: Role, *, commune: Commune | None = None, body: ConveningBody | None = None) -> bool:
    """Tell whether the user holds exactly this role for a commune or a body."""
    if not user.is_authenticated or not user.is_active:
        return False
    return Membership.objects.filter(user=user, role=role, commune=commune, body=body).exists()


def is_office(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user works in the body's office."""
    return holds(user, Role.OFFICE, body=body)


def is_leader(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user leads the body."""
    return holds(user, Role.LEADER, body=body)


def is_admin(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user administers the body's communes, people and catalogue."""
    return holds(user, Role.ADMIN, body=body)


def reads_body(user: Visitor, body: ConveningBody) -> bool:
    """Tell whether the user may read everything of the body."""
    roles = (Role.OFFICE, Role.LEADER, Role.ADMIN)
    return user.is_authenticated and Membership.objects.filter(user=user, body=body, role__in=roles).exists()


def needs_second_factor(user: User) -> bool:
    """Tell whether the portal asks the user for a second factor: who sees a body as a whole, or administers."""
    if not settings.MFA_REQUIRED:
        return False
    return user.is_staff or user.is_superuser or user.memberships.filter(role__in=BODY_ROLES).exists()


def has_second_factor(user: User) -> bool:
    """Tell whether the user logs in with her telephone too."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def is_clerk(user: Visitor, commune: Commune) -> bool:
    """Tell whether the user fills in the commune's report; a signer may do that too."""
    return holds(user, Role.CLERK, commune=commune) or is_signer(user, commune)


def is_signer(user: Visitor, commune: Commune) -> bool:
    """Tell whether the user may submit the commune's report."""
    return holds(user, Role.SIGNER, commune=commune)


def own_communes(user: Visitor, body: ConveningBody) -> list[Commune]:
    """Return the communes of the body that the user acts for, in list order."""
    if not user.is_authenticated:
        return []
    return list(Commune.objects.filter(body=body, memberships__user=user).distinct().in_list_order())


def body_or_404(user: Visitor, slug: str) -> ConveningBody:
    """Return a body in which the user has a role; any other is not there for her (404)."""
    body = ConveningBody.objects.visible_to(user).filter(slug=slug).first()
    if body is None:
        raise Http404
    return body


def office_body_or_404(user: Visitor, slug: str) -> ConveningBody:
    """Return a body whose office the user works in; 404 for a stranger, 403 for the body's other people."""
    body = body_or_404(user, slug)
    if not is_office(user, body):
        raise PermissionDenied("Trang này dành cho Văn phòng.")
    return body


def readable_body_or_404(user: Visitor, slug: str) -> ConveningBody:
    """Return a body that the user reads as a whole (office, leader, admin); 404 otherwise."""
    body = body_or_404(user, slug)
    if not reads_body(user, body):
        raise Http404
    return body


def commune_or_404(user: Visitor, body: ConveningBody, slug: str) -> Commune:
    """Return a commune that the user may see; another commune is not there for her (404)."""
    commune = Commune.objects.visible_to(user).filter(body=body, slug=slug).first()
    if commune is None:
        raise Http404
    return commune


def accounts_body_or_404(user: Visitor, slug: str) -> ConveningBody:
    """Return a body whose communes' accounts the user keeps: its office or admin; 403 for its leader, else 404."""
    body = readable_body_or_404(user, slug)
    if not is_office(user, body) and not is_admin(user, body):
        raise PermissionDenied("Tài khoản của các đơn vị do Văn phòng quản lý.")
    return body


def kept_accounts(body: ConveningBody) -> QuerySet[User]:
    """Return the accounts that the body's office may reset and close: those that act for its communes alone.

    Who also holds a role elsewhere, or enters the administration, is left to the administrator: an office must not
    take over such an account with a new code.
    """
    elsewhere = Membership.objects.exclude(commune__body=body).values("user")
    mine = User.objects.filter(memberships__commune__body=body, is_staff=False, is_superuser=False)
    return mine.exclude(pk__in=elsewhere).distinct().order_by("username", "pk")


def people_of(communes: Iterable[Commune]) -> dict[int, list[User]]:
    """Return the active clerks and signers of communes by the commune's pk, each person once, by one query."""
    rows = Membership.objects.filter(commune__in=communes, user__is_active=True).select_related("user")
    found: dict[int, list[User]] = {}
    for row in rows.order_by("commune", "user__username", "pk"):
        people = found.setdefault(row.commune_id or 0, [])
        if row.user not in people:
            people.append(row.user)
    return found


def staff_of(body: ConveningBody, *roles: Role) -> list[User]:
    """Return the active people who hold one of these roles in a body."""
    held = Membership.objects.filter(body=body, role__in=roles).values("user")
    return list(User.objects.filter(pk__in=held, is_active=True).order_by("username", "pk"))
