"""The Celery application. Start a worker with: celery --app config worker"""

import os
from typing import Any

from celery.signals import worker_init
from tenant_schemas_celery.app import CeleryApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = CeleryApp("raderwerk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def _refuse_what_is_unsafe(**_kwargs: Any) -> None:
    from config.safety import refuse_unsafe_start
    from tenants.kit.pooler import refuse_unsafe_pooler

    refuse_unsafe_start()
    refuse_unsafe_pooler()
