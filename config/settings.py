"""The one settings module. Everything that differs between machines comes from the environment.

With an empty environment: a development machine, SQLite below `var/`, mail written to files, and
no broker but the one that `manage.py demo` starts. DEBUG=False makes it a production machine.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ
from celery.schedules import crontab

from config import navigation
from config.kernels import cache_folder
from config.secret import kept_secret

ROOT = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR = Path(env.str("SLIPWAY_VAR", default=str(ROOT / "var"))).resolve()
DEBUG = env.bool("DEBUG", default=True)
PRODUCTION = not DEBUG
VAR.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder(VAR)))  # read when Numba is imported

SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="")
SECRET_KEY = SECRET_KEY or kept_secret(VAR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Where the links in mails lead.
SLIPWAY_BASE_URL = env.str(
    "SLIPWAY_BASE_URL",
    default=f"https://{ALLOWED_HOSTS[0]}"
    if PRODUCTION and ALLOWED_HOSTS
    else "http://127.0.0.1:8000",
).rstrip("/")

INSTALLED_APPS = [
    "unfold",  # before the admin, whose templates it replaces
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.simple_history",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "simple_history",
    "rest_framework",
    "knox",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    # Ours, ground floor first. `sites` takes the label of Django's own app of that name.
    "eventlog",
    "sites",
    "labor",
    "supply",
    "projects",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.refuse_large_bodies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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

# -- Database ---------------------------------------------------------------------------------

SQLITE: dict[str, Any] = {
    "ENGINE": "config.sqlite",
    "NAME": str(VAR / "slipway.sqlite3"),
    "OPTIONS": {
        # A transaction takes the write lock when it begins: one that reads first and then finds
        # that another has written would be refused at once, however long the timeout.
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        # FULL: an acknowledged fact survives a power cut, also in WAL.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
    },
    # A file, as in life: an in-memory database has one connection and no lock to wait for.
    "TEST": {"NAME": str(VAR / "test.sqlite3")},
}


def _default_database() -> dict[str, Any]:
    if not env.str("DATABASE_URL", default=""):
        return SQLITE
    database: dict[str, Any] = env.db("DATABASE_URL")
    if database["ENGINE"] == "django.db.backends.sqlite3":
        return {**SQLITE, "NAME": database["NAME"]}
    if database["ENGINE"] == "django.db.backends.postgresql":
        pool = {"min_size": 1, "max_size": 12, "timeout": 20}
        # What is asked for the sixth time on a connection is planned no more.
        plans = {"server_side_binding": True, "prepare_threshold": 5}
        database["OPTIONS"] = {"pool": pool, **plans, **database.get("OPTIONS", {})}
    return database


DATABASES = {"default": _default_database()}

# -- Broker, cache, tasks ---------------------------------------------------------------------

REDIS_URL = env.str("REDIS_URL", default="")
# Of its own where there is a choice: clearing the cache empties the whole Redis database.
CACHE_URL = env.str("CACHE_URL", default=REDIS_URL)
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "slipway",
    }
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Of every forecast that facts ask for; empty: as many as projects/risk/simulation.py says. Only forecasts
# of as many are combined, so whoever changes it waits for a forecast of every project.
FORECAST_ITERATIONS = env.int("FORECAST_ITERATIONS", default=0)

CELERY_BROKER_URL = REDIS_URL or "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float] = (
    {
        # Redis hands a task out again when it has not been acknowledged for this many seconds:
        # longer than any task may run, or it runs twice.
        "visibility_timeout": 900,
        "unacked_restore_interval": 15,
        "unacked_restore_throttle": 1,
        "socket_timeout": 30,
    }
    if REDIS_URL
    else {"polling_interval": 0.1}
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SOFT_TIME_LIMIT = 540
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True  # what a task found out stands in our own tables
CELERY_TASK_DEFAULT_QUEUE = "slipway"
# A nudge that cannot be sent is swept up later: whoever records a fact does not wait for a broker.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0.1}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    # A sweep that waited longer than this has been overtaken by the next one.
    task: {"task": task, "schedule": seconds, "options": {"expires": 3 * seconds}}
    for task, seconds in (
        ("eventlog.tasks.sweep_followers", 5.0),
        ("projects.tasks.sweep_stale_forecasts", 10.0),
        ("projects.tasks.sweep_mail", 10.0),
    )
} | {
    task: {"task": task, "schedule": crontab(hour="2", minute=minute)}
    for task, minute in (
        ("eventlog.tasks.check_log", "10"),
        ("eventlog.tasks.check_read_models", "40"),
        ("labor.tasks.check_ratios", "55"),
    )
}

# -- Mail -------------------------------------------------------------------------------------

_MAIL_TO_FILES = f"filemail:///{quote(str(VAR / 'mail'))}"
_MAIL = env.email("EMAIL_URL", default="smtp://localhost:25" if PRODUCTION else _MAIL_TO_FILES)
globals().update({name: value for name, value in _MAIL.items() if name.startswith("EMAIL_")})
EMAIL_FILE_PATH = str(_MAIL["EMAIL_FILE_PATH"])
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Slipway <slipway@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Who is told when a nightly check of the log or of the read models fails.
ADMINS = [(address, address) for address in env.list("ADMINS", default=[])]

# -- Pages and the API ------------------------------------------------------------------------

MAX_BODY_BYTES = env.int("MAX_BODY_BYTES", default=2_000_000)
MAX_UPLOAD_BYTES = env.int("MAX_UPLOAD_BYTES", default=64_000_000)

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
FORMAT_MODULE_PATH = ["config.formats"]

STATIC_URL = "static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(ROOT / "staticfiles"))
_STATIC_STORAGE = (
    "whitenoise.storage.CompressedManifestStaticFilesStorage"
    if PRODUCTION
    else "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": _STATIC_STORAGE},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "knox.auth.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "eventlog.doors.schema.DoorSchema",
    "DEFAULT_PAGINATION_CLASS": "eventlog.doors.pages.ByPosition",
    "DEFAULT_FILTER_BACKENDS": ["projects.filters.CodeFilters"],
    "DEFAULT_THROTTLE_RATES": {"token": "30/min"},
    "EXCEPTION_HANDLER": "eventlog.doors.problems.problem",
}
REST_KNOX = {"TOKEN_TTL": timedelta(days=30)}

SPECTACULAR_SETTINGS = {
    "TITLE": "Slipway",
    "DESCRIPTION": "When each data center will be ready, how likely it is late, and why.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,  # else a file to upload is described as an address
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "BindingKind": "config.choices.BINDING_KINDS",
        "WeatherCause": "config.choices.WEATHER_CAUSES",
        "SlipCause": "config.choices.SLIP_CAUSES",
        "SystemKind": "config.choices.SYSTEM_KINDS",
        "AssetKind": "config.choices.ASSET_KINDS",
        "DeveloperStep": "config.choices.DEVELOPER_STEPS",
        "Service": "config.choices.SERVICES",
        "Topology": "config.choices.TOPOLOGIES",
        "UtilityStep": "config.choices.UTILITY_STEPS",
        "ProjectKind": "config.choices.PROJECT_KINDS",
        "ChangeKind": "config.choices.CHANGE_KINDS",
        "FeeBasis": "config.choices.FEE_BASES",
        "TermKind": "config.choices.TERM_KINDS",
        "RemedyForm": "config.choices.REMEDY_FORMS",
        "CapBasis": "config.choices.CAP_BASES",
        "Workload": "config.choices.WORKLOADS",
        "RecordKind": "config.choices.RECORD_KINDS",
    },
}

UNFOLD = navigation.UNFOLD

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}"}
    for rule in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# -- Production -------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=PRODUCTION)
SECURE_REDIRECT_EXEMPT = [r"^healthz(/followers)?$"]  # whoever asks for it stands behind the proxy
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000 if PRODUCTION else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=PRODUCTION)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # It warns that memory:// has no host: the broker of a process that has none.
    "loggers": {"kombu.connection": {"level": "ERROR"}},
}
