"""The portal's own addresses, which belong to no body."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from briefing_portal.lib.vietnamese import read_old_text
from communes.models import ConveningBody


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Send the user to the body she works for, or say that she has no role yet."""
    body = ConveningBody.objects.visible_to(request.user).first()
    if body is None:
        return render(request, "operations/home_empty.html")
    return redirect(f"/{body.slug}/")


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the process and its database answer, 503 when the database does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "error"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers that ask for an icon beside a PDF to the portal's own."""
    return redirect(static("img/portal.svg"))


@login_not_required
@require_safe
def offline_worker(request: HttpRequest) -> FileResponse:
    """Return the service worker that opens a report's form without a network; at the root, to reach the form."""
    script = settings.BASE_DIR / "static/js/report_offline.js"
    return FileResponse(script.open("rb"), content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@require_POST
def text_reading(request: HttpRequest) -> HttpResponse:
    """Return the offer to convert a text that was typed for an old font; nothing for every other text."""
    found = read_old_text(request.POST.get("text", ""))
    return render(request, "layout/_old_text.html", {"found": found, "name": request.POST.get("name", "")})
