"""The portal's own addresses, and those of workbooks in the browser. Before the communes: "workbook" is no commune."""

from django.urls import path

from operations.views import guide, monitoring, portal, theme, workbooks

MONTH = "<slug:body>/reports/<month:month>/"
REPORT = f"{MONTH}<slug:commune>/"

urlpatterns = [
    path("", portal.home, name="home"),
    path("theme/", theme.choose_theme, name="choose_theme"),
    path("guide/", guide.guide, name="guide"),
    path("favicon.ico", portal.favicon, name="favicon"),
    path("report-offline.js", portal.offline_worker, name="offline_worker"),
    path("healthz", portal.healthz, name="healthz"),
    path("readyz", monitoring.readyz, name="readyz"),
    path("metrics", monitoring.metrics, name="metrics"),
    path("text/reading/", portal.text_reading, name="text_reading"),
    path(f"{MONTH}workbook.xlsx", workbooks.month_workbook, name="month_workbook"),
    path(f"{MONTH}workbook/", workbooks.month_upload, name="month_upload"),
    path(f"{REPORT}workbook.xlsx", workbooks.commune_workbook, name="commune_workbook"),
    path(f"{REPORT}workbook/", workbooks.commune_upload, name="commune_upload"),
]
