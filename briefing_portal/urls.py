"""The portal's addresses."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path, register_converter
from django.views.generic import RedirectView

from briefing_portal.lib.http import MonthConverter
from communes.views import login, reset

register_converter(MonthConverter, "month")

urlpatterns = [
    path("", include("operations.urls")),
    path("accounts/login/", login.LoginView.as_view(), name="login"),
    path("accounts/login/code/", login.second_step, name="second_step"),
    path("accounts/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("accounts/reset/", reset.ask, name="reset"),
    path("accounts/reset/<uidb64>/<token>/", reset.ResetView.as_view(), name="reset_link"),
    # The one way in: the administration's own form knows no telephone.
    path("admin/login/", login.LoginView.as_view(redirect_authenticated_user=False), name="admin_login"),
    path("admin/password_change/", RedirectView.as_view(pattern_name="communes:own_password")),
    path("admin/", admin.site.urls),
    path("", include("notices.urls")),
    path("", include("documents.urls")),
    path("", include("communes.urls")),
    path("", include("reports.urls")),
    path("", include("meetings.urls")),
    path("", include("search.urls")),
]
