"""The office keeps its communes' accounts; a one-time code is shown once and read out on the telephone."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from briefing_portal.lib import clock
from briefing_portal.lib.refusal import Refusal
from briefing_portal.lib.tables import Cell, Table, list_answer
from communes.actions import keep_accounts
from communes.forms import AccountForm, RolesForm
from communes.models import AccessCode, Commune, ConveningBody, Membership, User
from communes.permissions import UserRequest, accounts_body_or_404, has_second_factor, kept_accounts


@require_safe
def account_list(request: UserRequest, body: str) -> HttpResponse:
    """Show the communes of a body with their accounts."""
    convener = accounts_body_or_404(request.user, body)
    communes = _with_accounts(convener)
    context = {"body": convener, "communes": communes}
    return list_answer(request, "communes/accounts.html", context, lambda: _table(communes))


def _table(communes: list[dict[str, Any]]) -> Table:
    """Return the accounts as they are listed; a commune without one is a row too."""
    columns = ("Mã", "Đơn vị", "Tài khoản", "Tên hiển thị", "Vai trò", "Tình trạng", "Vào lần cuối", "Mã dùng được đến")
    rows = [
        (each["commune"].code, each["commune"].name, *_cells(account))
        for each in communes
        for account in each["accounts"] or (None,)
    ]
    return Table(f"tai-khoan-{clock.today():%Y-%m}", "Tài khoản", columns, rows)


def _cells(account: dict[str, Any] | None) -> tuple[Cell, ...]:
    if account is None:
        return ("", "", "", "Chưa có tài khoản", None, None)
    user = account["user"]
    state = "Đang dùng" if user.has_usable_password() else "Chờ đặt mật khẩu"
    return (
        user.username,
        user.display_name,
        "; ".join(account["roles"]),
        state if user.is_active else "Đã khóa",
        user.last_login,
        None if user.has_usable_password() else account["code_until"],
    )


@never_cache
@require_http_methods(["GET", "POST"])
def account_make(request: UserRequest, body: str) -> HttpResponse:
    """Make an account of a commune; the answer shows its one-time code, this once."""
    convener = accounts_body_or_404(request.user, body)
    communes = Commune.objects.filter(body=convener).in_list_order()
    data = request.POST if request.method == "POST" else None
    form = AccountForm(communes, data, initial=_proposed(communes.filter(slug=request.GET.get("commune")).first()))
    if form.is_valid():
        try:
            user, code = keep_accounts.make_account(
                commune=form.cleaned_data["commune"],
                username=form.cleaned_data["username"],
                display_name=form.cleaned_data["display_name"],
                roles=form.chosen_roles,
                by=request.user,
                at=clock.now(),
            )
            return _show_code(request, convener, user, code)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    return render(request, "communes/account_make.html", {"body": convener, "form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def account_reset(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Ask, then close an account's password and show a new one-time code, this once."""
    convener = accounts_body_or_404(request.user, body)
    user = get_object_or_404(kept_accounts(convener), pk=pk)
    if request.method != "POST":
        context = {"body": convener, "account": user, "has_second_factor": has_second_factor(user)}
        return render(request, "communes/account_reset.html", context)
    lost = "lost_telephone" in request.POST
    code = keep_accounts.reset_account(user=user, lost_telephone=lost, by=request.user, at=clock.now())
    return _show_code(request, convener, user, code)


@require_http_methods(["GET", "POST"])
def account_close(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Ask, then close an account; what it did stays."""
    convener = accounts_body_or_404(request.user, body)
    user = get_object_or_404(kept_accounts(convener), pk=pk)
    if request.method != "POST":
        return render(request, "communes/account_close.html", {"body": convener, "account": user})
    keep_accounts.set_active(user=user, active=False, by=request.user, at=clock.now())
    messages.success(request, f"Đã khóa tài khoản {user.username}.")
    return redirect("communes:accounts", body)


@require_POST
def account_open(request: UserRequest, body: str, pk: int) -> HttpResponse:
    """Open a closed account again."""
    convener = accounts_body_or_404(request.user, body)
    user = get_object_or_404(kept_accounts(convener), pk=pk)
    keep_accounts.set_active(user=user, active=True, by=request.user, at=clock.now())
    messages.success(request, f"Đã mở lại tài khoản {user.username}.")
    return redirect("communes:accounts", body)


@require_http_methods(["GET", "POST"])
def account_roles(request: UserRequest, body: str, commune: str, pk: int) -> HttpResponse:
    """Set what an account may do for a commune."""
    convener = accounts_body_or_404(request.user, body)
    unit = get_object_or_404(Commune, body=convener, slug=commune)
    user = get_object_or_404(kept_accounts(convener).filter(memberships__commune=unit), pk=pk)
    held = list(user.memberships.filter(commune=unit).values_list("role", flat=True))
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": held})
    if form.is_valid():
        try:
            keep_accounts.set_roles(user=user, commune=unit, roles=form.chosen_roles, by=request.user, at=clock.now())
            messages.success(request, f"Đã ghi vai trò của {user.username}.")
            return redirect("communes:accounts", body)
        except Refusal as refusal:
            form.add_error("roles", refusal.sentence)
    context = {"body": convener, "account": user, "commune": unit, "form": form}
    return render(request, "communes/account_roles.html", context)


def _proposed(commune: Commune | None) -> dict[str, Any]:
    """Propose the first account of a commune: its office, who fills in and signs."""
    if commune is None:
        return {}
    name = f"Văn phòng {commune.full_name}"
    return {"commune": commune, "username": commune.slug.replace("-", ""), "display_name": name, "roles": ["clerk"]}


def _show_code(request: UserRequest, body: ConveningBody, user: User, code: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("communes:redeem"))
    context = {"body": body, "account": user, "code": code, "days": keep_accounts.CODE_LIFE.days, "address": address}
    return render(request, "communes/account_code.html", context)


def _with_accounts(body: ConveningBody) -> list[dict[str, Any]]:
    """Return each commune with its accounts: their roles, until when a code is open, whether the office keeps them."""
    memberships = Membership.objects.filter(commune__body=body).select_related("user").order_by("user__username", "pk")
    codes = AccessCode.objects.filter(
        used_at__isnull=True, expires_at__gt=clock.now(), user__memberships__commune__body=body
    )
    open_until = dict(codes.order_by("expires_at").values_list("user_id", "expires_at"))
    kept = set(kept_accounts(body).values_list("pk", flat=True))
    accounts: dict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
    for membership in memberships:
        user = membership.user
        account = {"user": user, "roles": [], "is_kept": user.pk in kept, "code_until": open_until.get(user.pk)}
        of_commune = accounts[membership.commune_id or 0]
        of_commune.setdefault(user.pk, account)["roles"].append(membership.get_role_display())
    communes = Commune.objects.filter(body=body).in_list_order()
    return [{"commune": commune, "accounts": list(accounts[commune.pk].values())} for commune in communes]
