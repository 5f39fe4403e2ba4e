"""Pages travel compressed; WhiteNoise does the same for style sheets and scripts."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

PAGES = "text/html"


class CompressPages(GZipMiddleware):
    """Compress pages and nothing else: PDF, DOCX and XLSX are compressed inside.

    Against BREACH (a secret guessed from a page's compressed length) stand Django's random padding, its CSRF token
    that is masked anew on every page, and session cookies that no other site's request carries (SameSite).
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, compressed where it is a page and the browser takes it."""
        if not response.get("Content-Type", "").startswith(PAGES):
            return response
        return super().process_response(request, response)
