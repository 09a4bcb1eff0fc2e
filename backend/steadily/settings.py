"""Settings, all from the environment; the defaults serve one clinic from one folder."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from steadily.api.front import keep_fresh
from steadily.records.storage import database

env = environ.Env()


def secret_key(folder: Path) -> str:
    """Read the key that signs sessions: from the environment, else from the data folder."""
    key: str = env.str("STEADILY_SECRET_KEY", default="")
    file = folder / "secret-key"
    if not key and file.is_file():
        key = file.read_text(encoding="utf-8").strip()
    if not key:
        raise ImproperlyConfigured(
            f"There is no secret key. Run `python3 backend/start.py` once: it makes {file}. "
            "Or set STEADILY_SECRET_KEY to at least 50 random letters."
        )
    return key


BACKEND = Path(__file__).resolve().parent.parent
REPOSITORY = BACKEND.parent
DATA = Path(env.str("STEADILY_DATA", default=str(REPOSITORY / ".data")))
APP_BUILD = REPOSITORY / "pwa" / "dist"

DEBUG = False
SECRET_KEY = secret_key(DATA)
ORIGIN = env.str("STEADILY_ORIGIN", default="http://localhost:8000")
ALLOWED_HOSTS = env.list("STEADILY_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [ORIGIN]
OVER_TLS = ORIGIN.startswith("https://")

INSTALLED_APPS = [
    "steadily.clinic_admin",  # first: its admin templates stand before Django's
    "steadily.clinic_admin.site.ClinicAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
    "steadily.records",
    "steadily.people",
    "steadily.library",
    "steadily.protocols",
    "steadily.plans",
    "steadily.logbook",
    "steadily.visits",
    "steadily.today",
    "steadily.api",
    "steadily.demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "steadily.api.problems.ProblemMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # after those above, so that files carry their headers too
    "corsheaders.middleware.CorsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "steadily.urls"
WSGI_APPLICATION = "steadily.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASES = {"default": database(env.str("DATABASE_URL", default=""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["steadily.clinic_admin.signed_in.StaffBackend"]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_ROOT = str(APP_BUILD) if APP_BUILD.is_dir() else None
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ADD_HEADERS_FUNCTION = keep_fresh
WHITENOISE_MIMETYPES = {".webmanifest": "application/manifest+json"}

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = OVER_TLS
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-sessionid" if OVER_TLS else "sessionid"  # the prefix keeps other hosts from setting it
SESSION_COOKIE_AGE = 12 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = OVER_TLS
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "font-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {"camera": [], "geolocation": [], "microphone": []}
CORS_ALLOWED_ORIGINS = env.list("STEADILY_APP_ORIGINS", default=[])
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = ["authorization", "content-type", "if-match", "if-none-match"]
CORS_EXPOSE_HEADERS = ["etag", "retry-after"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["steadily.api.permissions.Nobody"],
    "DEFAULT_PARSER_CLASSES": ["steadily.api.strict_json.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "steadily.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["steadily.api.throttles.Writes"],
    "DEFAULT_THROTTLE_RATES": {"writes": "240/min", "long_ago": "30/min", "activate": "20/min"},
    "EXCEPTION_HANDLER": "steadily.api.problems.problem_response",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "NUM_PROXIES": 0,  # else whoever asks chooses the address their writes are counted under
    "COERCE_DECIMAL_TO_STRING": True,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Steadily",
    "DESCRIPTION": "Rehab plans, pacing and flare-up guidance between acupuncture sessions.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PUBLIC": True,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "CourseAction": "steadily.guidance.outcome.CourseAction",
        "CourseClass": "steadily.guidance.outcome.CourseClass",
        "DoseStatus": "steadily.guidance.terms.DoseStatus",
        "EntryStatus": "steadily.logbook.actions.Status",
        "FlareState": "steadily.guidance.terms.FlareState",
        "Light": "steadily.guidance.terms.Light",
        "Morning": "steadily.guidance.terms.Morning",
        "ReviewDecision": "steadily.visits.models.ReviewDecision",
        "SafetyState": "steadily.guidance.terms.SafetyState",
        "Unit": "steadily.guidance.terms.Unit",
        "VisitStatus": "steadily.guidance.terms.VisitStatus",
    },
    "ENUM_SUFFIX": "",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "steadily.api.schema.add_problems",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
