"""Addresses of accounts."""

from django.urls import path

from communes.views import accounts, own_account, redeem, second_factor

app_name = "communes"

ACCOUNTS = "<slug:body>/accounts/"

urlpatterns = [
    path("accounts/code/", redeem.redeem, name="redeem"),
    path("accounts/me/", own_account.me, name="me"),
    path("accounts/me/password/", own_account.password, name="own_password"),
    path("accounts/me/email/", own_account.email, name="own_email"),
    path("accounts/me/device/", own_account.confirm_device, name="confirm_device"),
    path("accounts/me/sessions/end/", own_account.sign_out_everywhere, name="sign_out_everywhere"),
    path("accounts/me/sessions/<slug:name>/end/", own_account.sign_out, name="sign_out"),
    path("accounts/me/second-factor/", second_factor.set_up, name="second_factor"),
    path("accounts/me/second-factor/codes/", second_factor.new_codes, name="second_factor_codes"),
    path("accounts/me/second-factor/off/", second_factor.turn_off, name="second_factor_off"),
    path(ACCOUNTS, accounts.account_list, name="accounts"),
    path(f"{ACCOUNTS}make/", accounts.account_make, name="account_make"),
    path(f"{ACCOUNTS}<int:pk>/reset/", accounts.account_reset, name="account_reset"),
    path(f"{ACCOUNTS}<int:pk>/close/", accounts.account_close, name="account_close"),
    path(f"{ACCOUNTS}<int:pk>/open/", accounts.account_open, name="account_open"),
    path(f"{ACCOUNTS}<int:pk>/roles/<slug:commune>/", accounts.account_roles, name="account_roles"),
]
