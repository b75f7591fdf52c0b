"""Work outside a request. A task belongs to a municipality, or says that it does not."""

from __future__ import annotations

from typing import Any

from celery import shared_task
from celery.signals import task_postrun
from django.core.mail import send_mail
from django.db import close_old_connections
from django_tenants.utils import get_public_schema_name
from tenant_schemas_celery.task import TenantTask as _TenantTask

from tenants.kit.database import connection


@task_postrun.connect
def _check_connections(task: Any, **kwargs: Any) -> None:
    """As Django does after a request: a connection that broke, or is old, is not what the next task begins with.

    Celery keeps it without a look for as many tasks as CELERY_DB_REUSE_MAX says.
    """
    if not task.request.is_eager:
        close_old_connections()


class TenantTask(_TenantTask):  # type: ignore[misc]
    """A task of one municipality: it refuses to run without one."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if connection.schema_name == get_public_schema_name():
            raise RuntimeError(f"{self.name} belongs to a municipality and was started without one.")
        return super().__call__(*args, **kwargs)


class PublicTask(_TenantTask):  # type: ignore[misc]
    """A task of the installation as a whole: it refuses to run inside a municipality."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if connection.schema_name != get_public_schema_name():
            raise RuntimeError(f"{self.name} belongs to the installation and was started in {connection.schema_name}.")
        return super().__call__(*args, **kwargs)


class EitherTask(_TenantTask):  # type: ignore[misc]
    """A task that is at home on both kinds of host: it runs where it was started."""

    abstract = True


@shared_task(
    base=EitherTask,
    autoretry_for=(OSError,),
    retry_backoff=60,
    retry_backoff_max=1800,
    max_retries=48,
    acks_late=True,
    reject_on_worker_lost=True,
)
def send_letter(to: str, subject: str, text: str) -> None:
    """Try for a day: a mail server that is down for the night loses nothing, nor does a process that is killed at it."""
    send_mail(subject, text, None, [to])
