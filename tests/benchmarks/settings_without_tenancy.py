"""The same product as plain Django would serve it: one schema, fixed at connecting, and no municipality to look up."""

from tests.benchmarks.settings import *

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "django_tenants"]
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c search_path=gm0505,public"
DATABASE_ROUTERS = []
MIDDLEWARE = [
    "tests.benchmarks.one_municipality.OneMunicipality" if "MunicipalityMiddleware" in name else name
    for name in MIDDLEWARE
]
