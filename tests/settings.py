"""The product's settings, with what makes a test fast and quiet."""

from config.settings import *

SECRET_KEY = "only for tests"
ALLOW_INSECURE = ["secret", "http"]
RADERWERK_TODAY = None
DATABASES["default"]["CONN_MAX_AGE"] = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}
PAGES_REMEMBERED = 0  # tests look at pages as they are made; those about keeping them turn it on
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
ACCOUNT_RATE_LIMITS = False
API_REQUESTS_PER_MINUTE = 0
FORMS_PER_MINUTE = 0
LOGGING["loggers"]["django_structlog"] = {"level": "WARNING"}
MIDDLEWARE = [*MIDDLEWARE, "tests.guards.PublicTablesGuard"]  # last: it watches what the views do
