"""The product as it runs, on the day of its figures."""

import datetime as dt

from config.settings import *

RADERWERK_TODAY = dt.date(2024, 9, 1)
ALLOW_INSECURE = ["secret", "http"]
API_REQUESTS_PER_MINUTE = 0
FORMS_PER_MINUTE = 0
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING["loggers"]["django_structlog"] = {"level": "WARNING"}
