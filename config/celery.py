"""The Celery application. Start a worker with: celery --app config worker"""

import os

from tenant_schemas_celery.app import CeleryApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = CeleryApp("raderwerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
