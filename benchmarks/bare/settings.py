"""Django with nothing but a form, on the same database settings as the portal."""

from briefing_portal import settings as portal

SECRET_KEY = "a-benchmark-has-no-secrets"
ALLOWED_HOSTS = ["127.0.0.1"]
INSTALLED_APPS = ["benchmarks.bare"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
ROOT_URLCONF = "benchmarks.bare.urls"
DATABASES = portal.DATABASES
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
