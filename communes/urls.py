"""Addresses of accounts."""

from django.urls import path

from communes.views import accounts, redeem

app_name = "communes"

ACCOUNTS = "<slug:body>/accounts/"

urlpatterns = [
    path("accounts/code/", redeem.redeem, name="redeem"),
    path(ACCOUNTS, accounts.account_list, name="accounts"),
    path(f"{ACCOUNTS}make/", accounts.account_make, name="account_make"),
    path(f"{ACCOUNTS}<int:pk>/reset/", accounts.account_reset, name="account_reset"),
    path(f"{ACCOUNTS}<int:pk>/close/", accounts.account_close, name="account_close"),
    path(f"{ACCOUNTS}<int:pk>/open/", accounts.account_open, name="account_open"),
    path(f"{ACCOUNTS}<int:pk>/roles/<slug:commune>/", accounts.account_roles, name="account_roles"),
]
