"""The portal's addresses."""

from django.contrib import admin
from django.contrib.auth import views as auth_views
from django.urls import include, path, register_converter

from briefing_portal.lib.http import MonthConverter

register_converter(MonthConverter, "month")

urlpatterns = [
    path("", include("operations.urls")),
    path("accounts/login/", auth_views.LoginView.as_view(redirect_authenticated_user=True), name="login"),
    path("accounts/logout/", auth_views.LogoutView.as_view(), name="logout"),
    path("admin/", admin.site.urls),
    path("", include("documents.urls")),
    path("", include("communes.urls")),
    path("", include("reports.urls")),
    path("", include("meetings.urls")),
]
