"""Every setting, read from the environment once. The table in docs/operating.md is made from the comments above them.

Without DATABASE_URL and BROKER_URL the project runs on its own embedded services (`config.services`).
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any, Literal

import environ
import structlog
from csp.constants import NONE, SELF

from config import services
from config.proxies import networks, trusted_proxies
from config.secret_key import local_secret_key
from tenants.kit.masking import mask_secrets

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

# ── Where it runs ────────────────────────────────────────────────────────────
# Shows errors with their insides. Never in production.
DEBUG = env.bool("DEBUG", default=False)
# Signs sessions and links: fifty or more random characters, the same on every machine. Made and kept beside the embedded
# services when empty.
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret_key()
IS_SECRET_GIVEN = bool(os.environ.get("SECRET_KEY"))
# Former values of SECRET_KEY, the newest first: what they signed and sealed stays good.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
# Host names that the server answers to; .example.nl stands for all below it.
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", ".localhost", "127.0.0.1"])
# The operator's pages answer on these hosts; every other host is looked up among the municipalities'.
OPERATOR_HOSTS = env.list("OPERATOR_HOSTS", default=["localhost", "127.0.0.1"])
# A new municipality answers on <name>.<MUNICIPALITY_DOMAIN> unless told otherwise.
MUNICIPALITY_DOMAIN = env.str("MUNICIPALITY_DOMAIN", default="localhost")
# Fixes the day, for the demo: its real figures end in 2024. A banner on every page says so.
RADERWERK_TODAY = dt.date.fromisoformat(_day) if (_day := env.str("RADERWERK_TODAY", default="")) else None
# A proxy in front speaks TLS and sets X-Forwarded-Proto, which it removes from what visitors send.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_TLS_PROXY", default=False) else None
# The proxies in front: how many there are, or their networks. Only what they say about a visitor's address is believed.
_PROXIES = env.list("TRUSTED_PROXIES", default=[])
TRUSTED_PROXIES = trusted_proxies(_PROXIES, behind_proxy=SECURE_PROXY_SSL_HEADER is not None)
# Networks of your own in which a sign-in service may stand, such as 10.1.2.0/24, also without https. What a municipality types in
# reaches no private address otherwise.
_PRIVATE = env.list("PRIVATE_NETWORKS_ALLOWED", default=[])
PRIVATE_NETWORKS_ALLOWED = networks("PRIVATE_NETWORKS_ALLOWED", _PRIVATE)
# Sends http to https, marks cookies as secure, and tells browsers to come back by https for a year.
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31536000 if HTTPS_ONLY else 0
# What may be unsafe all the same on a database of your own: debug, secret, hosts, http. For trying out behind closed doors.
ALLOW_INSECURE = env.list("ALLOW_INSECURE", default=[])
# The port in links of messages, when it is not that of http or https.
PORT_IN_LINKS = env.int("PORT_IN_LINKS", default=0)
SECURE_REFERRER_POLICY = "same-origin"
SESSION_ENGINE = "tenants.accounts.sessions"
SESSION_COOKIE_SAMESITE = "Lax"
# In the session, which belongs to a municipality; a cookie of its own would be good on every host.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ── Apps: the path tells the schema ─────────────────────────────────────────
HOUSES = ["tenants", "programs", "participation", "monitoring"]
# The operator's host has people, events and long work of its own, so these are in both kinds of schema.
IN_BOTH = ["tenants.accounts", "tenants.outbox", "tenants.jobs", "tenants.once"]


def _apps_on_disk() -> list[str]:
    """Dotted names of all apps, ground floor first: every folder of a house that has an apps.py."""
    found = []
    for house in HOUSES:
        files = sorted((BASE_DIR / house).glob("**/apps.py"))
        found += [".".join(file.parent.relative_to(BASE_DIR).parts) for file in files]
    return found


_OURS = _apps_on_disk()
_PUBLIC = [app for app in _OURS if "public" in app.split(".")]
_MUNICIPAL = [app for app in _OURS if app not in _PUBLIC]
_BOTH = ["allauth.account", "allauth.mfa", "allauth.socialaccount", *IN_BOTH]

SHARED_APPS = [
    "tenants.public.municipalities",  # before django_tenants, whose migrate command it replaces
    "django_tenants",
    "config",
    "tenants.kit",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_celery_beat",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "csp",
    "django_structlog",
    "pgtrigger",
    *_BOTH,
    "allauth",  # after tenants.accounts, whose templates come first
    *_PUBLIC,
]
TENANT_APPS = [*_BOTH, *[app for app in _MUNICIPAL if app not in IN_BOTH and app != "tenants.kit"]]
INSTALLED_APPS = list(dict.fromkeys([*SHARED_APPS, *TENANT_APPS]))

TENANT_MODEL = "municipalities.Municipality"
TENANT_DOMAIN_MODEL = "municipalities.Domain"
TENANT_LIMIT_SET_CALLS = True
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
PUBLIC_SCHEMA_URLCONF = "config.urls_public"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

# ── Data ─────────────────────────────────────────────────────────────────────
DATABASES: dict[str, Any] = {
    "default": {
        **environ.Env.db_url_config(services.database_url()),
        "ENGINE": "tenants.kit.postgresql",
        # Seconds that a connection to the database is kept between requests; 0 halves the throughput.
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }
}
# A connection is replaced once it has served so many municipalities: PostgreSQL keeps what it learnt of each, half a
# megabyte, until the connection ends.
CONN_MAX_SCHEMAS = env.int("CONN_MAX_SCHEMAS", default=50)
# The pg_dump of at least the server's version, with which the script for new municipalities is made.
PG_DUMP = env.str("PG_DUMP", default="") or services.pg_dump_path()
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
_WAITING_FOR_VALKEY = {"socket_connect_timeout": 2, "socket_timeout": 5}
CACHES: dict[str, Any] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": services.cache_url(),
        "OPTIONS": _WAITING_FOR_VALKEY,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}
# Seconds that a public page is kept at most; every change in the municipality throws its pages away at once. 0: never.
PAGES_REMEMBERED = env.int("PAGES_REMEMBERED", default=300)
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000_000

# ── Requests ─────────────────────────────────────────────────────────────────
MIDDLEWARE = [
    "tenants.kit.api.middleware.ApiMiddleware",  # outermost: whoever refuses, below /api it is a problem document
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",  # before whoever answers by itself, so that every page has its headers
    "tenants.kit.utf8.InUtf8",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "tenants.public.municipalities.middleware.MunicipalityMiddleware",
    "tenants.kit.pages.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tenants.accounts.middleware.SecondStepFirst",
    "tenants.kit.kept_forms.KeptForms",
    "tenants.kit.kept_forms.FormsInMeasure",  # before a form is claimed to be done once
    "tenants.once.middleware.FormsOnce",
    "tenants.kit.pages.ProblemPages",
]
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "tenants.kit.views.forgery"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "tenants.kit.context.page",
            ],
            # Its csrf_token takes the place of Django's, so that no form can be without the token of a form.
            "builtins": ["tenants.once.templatetags.once"],
        },
    }
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
STATIC_URL = "/static/"
# Where collectstatic would put files, for a web server of your own. Nothing has to be collected.
STATIC_ROOT = env.str("STATIC_ROOT", default="") or None
# Static files come straight from the installed packages and apps; nothing has to be collected first.
WHITENOISE_USE_FINDERS = True
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "monitoring.dashboards.finders.PlotlyFinder",  # the chart library, from the package that brings it
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = services.home() / "files"

# ── People ───────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tenants.accounts.backends.AddressBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "tenants.accounts.passwords.LongPasswordValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "tenants.accounts.passwords.VariedPasswordValidator"},
]
ACCOUNT_ADAPTER = "tenants.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
# An account has one address, and that one is known to be the person's: an invitation or a link arrived there.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "tenants.accounts.passwords.ResetTokens"  # noqa: S105 (a name)
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# "key" is the account that somebody tries; a whole town hall may share one address ("ip").
ACCOUNT_RATE_LIMITS: dict[str, str] | Literal[False] = {
    "login": "300/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "reset_password": "20/m/ip,5/m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
# Requests a minute that a key, a person or else an address may send to the API; a fifth as many that change something, and a
# tenth as many with a wrong key. 0: no limit.
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=600)
# Forms a minute that a person may send, and visitors from one address together; signing in has limits of its own. 0: no limit.
FORMS_PER_MINUTE = env.int("FORMS_PER_MINUTE", default=60)
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_ADAPTER = "tenants.accounts.openid.ServiceAdapter"
MFA_ADAPTER = "tenants.accounts.second_step.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "tenants.accounts.forms.StepForm",
    "reauthenticate": "tenants.accounts.forms.StepAgainForm",
    "activate_totp": "tenants.accounts.forms.AppForm",
    "add_webauthn": "tenants.accounts.forms.PasskeyForm",
    "authenticate_webauthn": "tenants.accounts.forms.PasskeyStepForm",
    "edit_webauthn": "tenants.accounts.forms.RenamePasskeyForm",
    "login_webauthn": "tenants.accounts.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "tenants.accounts.forms.PasskeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A passkey that asks for a fingerprint or a PIN is both steps at once.
MFA_PASSKEY_LOGIN_ENABLED = True
# Telephones are half a minute slow or fast.
MFA_TOTP_TOLERANCE = 1
# Browsers offer passkeys on https and on this machine only; ours need not be stricter than they are.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS_ONLY
# Operators sign in with two steps. Each municipality decides this for its own people.
OPERATORS_MUST_USE_MFA = env.bool("OPERATORS_MUST_USE_MFA", default=False)
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The mail server: smtp+tls://user:password@mail.example.nl:587. Without one, mail is printed in the log.
_MAIL: dict[str, Any] = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND: str = _MAIL["EMAIL_BACKEND"]
EMAIL_HOST: str = _MAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT: int = _MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER: str = _MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD: str = _MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS: bool = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
# Who mail comes from.
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="raderwerk@localhost")

# ── Language and time ────────────────────────────────────────────────────────
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / house / "locale" for house in HOUSES]
USE_I18N = USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# ── API ──────────────────────────────────────────────────────────────────────
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "participation.partners.authentication.ApiKeyAuthentication",  # the first one names the way in of a 401
        "tenants.kit.api.authentication.UserAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": [
        "tenants.kit.api.renderers.JsonRenderer",
        "tenants.kit.api.renderers.ProblemRenderer",
    ],
    "DEFAULT_PARSER_CLASSES": ["tenants.kit.api.parsers.JsonParser"],
    "DEFAULT_SCHEMA_CLASS": "tenants.kit.api.schema.ApiSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "tenants.kit.api.problem.handle_exception",
    "URL_FORMAT_OVERRIDE": None,
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": False,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
}

# ── Work outside requests ────────────────────────────────────────────────────
CELERY_BROKER_URL = services.broker_url()
CELERY_TASK_IGNORE_RESULT = True
CELERY_DB_REUSE_MAX = 500
CELERY_TASK_TENANT_CACHE_SECONDS = 60
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A page that wants to hand over work waits a moment for a broker that is away, not for ever.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **_WAITING_FOR_VALKEY,
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0.1,
    "interval_max": 0.1,
}
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_TIMEZONE = TIME_ZONE
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique by Lower(email), see tenants.accounts.models

# ── OpenAPI ──────────────────────────────────────────────────────────────────
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Raderwerk",
    "DESCRIPTION": "Programmes, commitments and figures of a municipality that works by neighbourhood.",
    "VERSION": "",  # `tenants.kit.api.version`: of the contract, not of the package
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "CONTACT": {"name": "Raderwerk", "url": "https://www.developer.overheid.nl", "email": "api@example.org"},
    "LICENSE": {"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "SORT_OPERATIONS": True,
    "GENERIC_ADDITIONAL_PROPERTIES": "dict",
    "POSTPROCESSING_HOOKS": ["tenants.kit.api.document.finish_document"],
}

# ── Logs: one JSON object a line, in UTC, each with its municipality and request ─
# DEBUG, INFO, WARNING or ERROR.
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
_BEFORE_RENDERING: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]
structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        *_BEFORE_RENDERING,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                mask_secrets,
                structlog.processors.JSONRenderer(),
            ],
            "foreign_pre_chain": _BEFORE_RENDERING,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django_structlog": {"level": LOG_LEVEL},
        "raderwerk": {"level": LOG_LEVEL},
        "raderwerk.security": {"level": "INFO"},  # whatever LOG_LEVEL says
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
