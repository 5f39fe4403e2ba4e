"""The five-minute tour: docs/tour.md as a page of the portal."""

from functools import cache
from itertools import pairwise

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from briefing_portal.lib.vietnamese.searching import plain_words
from communes.models import ConveningBody

TOUR = settings.BASE_DIR / "docs" / "tour.md"
PICTURES = "../static/"  # so the file also shows them where it is read as it stands


@login_not_required
@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Show the tour; who can't log in may need it most."""
    body = ConveningBody.objects.visible_to(request.user).first() if request.user.is_authenticated else None
    return render(request, "operations/guide.html", {"body": body, "tour": tour()})


@cache
def tour() -> SafeString:
    """Return the tour as HTML: headings can be linked to, pictures are fetched when they come into sight."""
    markdown = MarkdownIt("commonmark")
    tokens = markdown.parse(TOUR.read_text(encoding="utf-8"))
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            heading.attrSet("id", "-".join(plain_words(words.content).split()))
    for picture in (child for token in tokens for child in token.children or [] if child.type == "image"):
        picture.attrSet("src", static(str(picture.attrGet("src")).removeprefix(PICTURES)))
        picture.attrSet("loading", "lazy")
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return mark_safe(html)  # noqa: S308 - the project's own file
