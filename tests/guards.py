"""Watches every request of the whole suite: a municipality's host never writes a public table."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

_WRITE = re.compile(
    r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY)\s+"?(?:public"?\.)?"?(\w+)', re.I
)


class PublicTableWritten(AssertionError):
    """A request on a municipality's host wrote what belongs to all municipalities."""


@cache
def public_tables() -> frozenset[str]:
    """Tables that stand in schema public only."""
    found = set()
    for app in settings.SHARED_APPS:
        if app not in settings.TENANT_APPS:
            for config in apps.get_app_configs():
                if config.name == app:
                    found |= {model._meta.db_table for model in config.get_models(include_auto_created=True)}
    return frozenset(found)


def refuse_public_writes(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    written = _WRITE.match(str(sql))
    if written and written[1] in public_tables():
        raise PublicTableWritten(f"A request on a municipality's host wrote {written[1]}: {str(sql)[:200]}")
    return execute(sql, params, many, context)


class PublicTablesGuard:
    """The innermost middleware of the test settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if getattr(request, "municipality", None) is None:
            return self.get_response(request)
        with connection.execute_wrapper(refuse_public_writes):
            return self.get_response(request)
