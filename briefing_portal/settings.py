"""One settings module; what differs between machines comes from the environment."""

import datetime as dt
import os
from pathlib import Path

import dj_database_url
from bootstrap_wrapper import get_bootstrap_dir
from csp.constants import NONE, SELF
from django.contrib.messages import constants as messages

BASE_DIR = Path(__file__).resolve().parent.parent
# Where the portal keeps what it writes: the SQLite database, files, backups.
VAR_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var")


def _flag(name: str, *, default: bool) -> bool:
    """Read a yes/no variable: 1, true, yes, on are yes; anything else is no."""
    given = os.environ.get(name, "")
    return given.lower() in {"1", "true", "yes", "on"} if given else default


def _number(name: str, *, default: int, least: int = 1) -> int:
    """Read a whole number; ValueError for anything else, and for one too small."""
    given = os.environ.get(name, "").strip() or str(default)
    if not (given.isascii() and given.isdecimal() and int(given) >= least):
        raise ValueError(f"{name} must be a whole number from {least}, not {given!r}.")
    return int(given)


def _words(name: str) -> list[str]:
    """Read a comma-separated variable."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def _own_address() -> str:
    """Return where the portal is reached: at the first host that others see, or on this machine."""
    public = (host for host in ALLOWED_HOSTS if host[:1] not in "*.[" and host not in {"localhost", "127.0.0.1"})
    host = next(public, "")
    if not host:
        return f"http://127.0.0.1:{os.environ.get('PORT') or 8000}"
    return f"{'https' if SECURE_SSL_REDIRECT else 'http'}://{host}"


# --- The environment -----------------------------------------------------------------------------------

DEBUG = _flag("DEBUG", default=False)
# Empty only when DEBUG is off and none is given: Django refuses to use it then, wsgi.py to start.
SECRET_KEY = os.environ.get("SECRET_KEY") or ("only-for-development" if DEBUG else "")
ALLOWED_HOSTS = _words("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = _words("CSRF_TRUSTED_ORIGINS")
PORTAL_TODAY = dt.date.fromisoformat(os.environ["PORTAL_TODAY"]) if os.environ.get("PORTAL_TODAY") else None

# --- Applications --------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "operations",
    "search",
    "meetings",
    "reports",
    "documents",
    "notices",
    "communes",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_guid",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django_guid.middleware.guid_middleware",
    "briefing_portal.lib.logs.tell_requests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "briefing_portal.lib.compression.CompressPages",
    "csp.middleware.CSPMiddleware",
    "briefing_portal.lib.http.close_devices",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "briefing_portal.lib.http.refuse_oversized_forms",
    "briefing_portal.lib.http.convert_where_asked",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "communes.views.gates.keep_session_times",
    "communes.views.gates.keep_pages_private",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "communes.views.gates.ask_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "briefing_portal.lib.http.answer_missing_pages_in_words",
    "briefing_portal.lib.http.read_only_when_safe",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "briefing_portal.urls"
WSGI_APPLICATION = "briefing_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "briefing_portal.lib.http.demo_day",
                "briefing_portal.lib.theme.theme",
            ],
        },
    },
]

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

MESSAGE_TAGS = {messages.ERROR: "danger", messages.DEBUG: "secondary"}

# --- Database ------------------------------------------------------------------------------------------

if not os.environ.get("DATABASE_URL"):
    VAR_DIR.mkdir(exist_ok=True)
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}",
        # The development server makes a thread per request: a kept connection would never be used again.
        conn_max_age=0 if DEBUG else 600,
        conn_health_checks=True,
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a writer waits its turn instead of failing half-way; FULL: an answered submit is on the disk.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "communes.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "briefing_portal.lib.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_RESET_TIMEOUT = 2 * 3600  # seconds a mailed link opens

AUTHENTICATION_BACKENDS = ["communes.views.lockout.LockedOut", "django.contrib.auth.backends.ModelBackend"]
# How many reverse proxies of ours stand in front: what X-Forwarded-For says is believed for so many entries.
TRUSTED_PROXIES = _number("TRUSTED_PROXIES", default=0, least=0)
AXES_FAILURE_LIMIT = _number("LOGIN_LIMIT_ACCOUNT", default=5)
LOGIN_LIMIT_ADDRESS = _number("LOGIN_LIMIT_ADDRESS", default=30)
AXES_COOLOFF_TIME = dt.timedelta(minutes=_number("LOGIN_COOL_OFF", default=15))
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_HANDLER = "communes.views.lockout.AccountOrAddress"
AXES_LOCKOUT_CALLABLE = "communes.views.lockout.page"
AXES_CLIENT_IP_CALLABLE = "briefing_portal.lib.visitors.address"
AXES_RESET_ON_SUCCESS = True
# Who knocks on during a lock would otherwise keep the account's owner out for as long as he likes.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# axes keeps what was posted with a failed attempt; none of this may be kept.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "password", "code", "again", "csrfmiddlewaretoken"]

# On, whoever sees a body as a whole (office, leader, admin) can do nothing before a second factor is set up.
MFA_REQUIRED = _flag("MFA_REQUIRED", default=False)
OTP_TOTP_ISSUER = "Giao ban"
OTP_TOTP_THROTTLE_FACTOR = 0  # axes counts wrong codes together with wrong passwords
OTP_ADMIN_HIDE_SENSITIVE_DATA = True

SESSION_ENGINE = "communes.models.sessions"
SESSION_COOKIE_AGE = _number("SESSION_IDLE_HOURS", default=8) * 3600
SESSION_LONGEST = _number("SESSION_LONGEST_DAYS", default=30) * 86_400

# --- Mail ----------------------------------------------------------------------------------------------

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = _number("EMAIL_PORT", default=25)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20  # seconds
# Without a mail server the demo's letters are printed where it was started; an office's are not written at all.
_ROAD = "smtp" if EMAIL_HOST else "console" if DEBUG else "dummy"
EMAIL_BACKEND = f"django.core.mail.backends.{_ROAD}.EmailBackend"
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM") or "giao-ban@localhost"

# --- Work in the background ------------------------------------------------------------------------------

# Jobs wait in the database; `manage.py db_worker` does them.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- Language and time ---------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["formats"]
# Off: on, templates would print the year 2015 as "2.015" and forms would read "1,234" as 1.234. Figures are
# printed by lib/vietnamese.py and read by the portal's own parser.
USE_THOUSAND_SEPARATOR = False

# --- Static files --------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", get_bootstrap_dir()),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "files"

# --- Digital signatures --------------------------------------------------------------------------------

# A folder of certificates (PEM or DER) that signatures are trusted by: the roots of Ban Cơ yếu, or the office's own.
# Without one every intact signature is called "chưa xác định được độ tin cậy".
SIGNING_ROOTS = Path(os.environ.get("SIGNING_ROOTS") or VAR_DIR / "signing-roots")
# A signing device at the server: its PKCS#11 library, and the labels of its token and of the key on it.
SIGNING_PKCS11_MODULE = os.environ.get("SIGNING_PKCS11_MODULE", "")
SIGNING_PKCS11_TOKEN = os.environ.get("SIGNING_PKCS11_TOKEN", "")
SIGNING_PKCS11_LABEL = os.environ.get("SIGNING_PKCS11_LABEL", "")

# --- Backups -------------------------------------------------------------------------------------------

# The nightly backups; best on another disk. Without a key they are not encrypted.
BACKUP_DIR = Path(os.environ.get("BACKUP_DIR") or VAR_DIR / "backups")
BACKUP_KEY_FILE = os.environ.get("BACKUP_KEY_FILE", "")
BACKUP_KEY = os.environ.get("BACKUP_KEY", "")
# Of so many days, weeks and months that have a backup the newest is kept.
BACKUP_DAYS = _number("BACKUP_DAYS", default=14)
BACKUP_WEEKS = _number("BACKUP_WEEKS", default=8)
BACKUP_MONTHS = _number("BACKUP_MONTHS", default=24)
# The folder of pg_dump, pg_restore and psql where they aren't found by themselves.
POSTGRES_PROGRAMS = os.environ.get("POSTGRES_PROGRAMS", "")
# What a backup says that it was made by: the newest heading of the changes.
RELEASE = next(line for line in (BASE_DIR / "CHANGELOG.md").read_text().splitlines() if line.startswith("## "))[3:]

# --- Safety --------------------------------------------------------------------------------------------

# SECURE_SSL_REDIRECT=0 is for an office server that speaks plain http inside its own network.
SECURE_SSL_REDIRECT = _flag("SECURE_SSL_REDIRECT", default=not DEBUG)
# What a printed document calls the portal by; its QR code can't be changed afterwards.
PORTAL_URL = (os.environ.get("PORTAL_URL") or _own_address()).rstrip("/")
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# Scripts, styles and fonts come from here as files; nothing is inline, nothing from another host. `data:` is for the
# little arrows of Bootstrap's style sheet.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# W005, W021: HSTS for subdomains and preloading would bind other hosts of the office, which are not ours.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# A district's target grid has a field per commune and plan; a form of text is never above 5 MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

# --- Logging and watching ------------------------------------------------------------------------------

# A short code joins a request, its answer (header X-Request-ID, the page of an error) and its lines in the log.
DJANGO_GUID = {"GUID_HEADER_NAME": "X-Request-ID", "UUID_LENGTH": 10, "EXPOSE_HEADER": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "django_guid.log_filters.CorrelationId"}},
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "briefing_portal.lib.logs.WordlessFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line" if DEBUG else "json",
            "filters": ["reference"],
        },
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.request": {"level": "ERROR"},  # each answer has its line by portal.request
        "django_guid": {"level": "ERROR"},
        "axes": {"level": "WARNING"},  # it tells of every login that went well
        "pikepdf": {"level": "WARNING"},  # it greets at every import
        "portal.request": {"level": "WARNING" if DEBUG else "INFO"},
    },
}
# Who may ask /metrics from another machine; without a token only this one may.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")
WORKER_ALIVE = VAR_DIR / "worker.lock"
# From when /readyz finds fault.
READY_QUEUE_MINUTES = _number("READY_QUEUE_MINUTES", default=15)
READY_DISK_MEGABYTES = _number("READY_DISK_MEGABYTES", default=1024)
READY_BACKUP_HOURS = _number("READY_BACKUP_HOURS", default=26)
