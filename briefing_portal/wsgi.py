"""The WSGI entry point."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "briefing_portal.settings")
assert settings.SECRET_KEY  # noqa: S101 - Django raises here when it is empty: no worker starts without a key

application = get_wsgi_application()
