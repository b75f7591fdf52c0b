"""django-tenants' backend, with connections that do not grow for ever and migrations in single statements."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db.backends.postgresql.schema import DatabaseSchemaEditor
from django_tenants.postgresql_backend.base import DatabaseWrapper as TenantWrapper

from tenants.kit.postgresql.statements import statements


class SchemaEditor(DatabaseSchemaEditor):
    """Sends one statement at a time, whatever a migration hands over, and remembers what it sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent: list[str] = []

    def execute(self, sql: Any, params: Any = ()) -> None:
        if params is not None:
            sql = self.connection.ops.compose_sql(str(sql), params)
        for statement in statements(str(sql)):
            super().execute(statement, None)
            self.sent.append(statement)

    def send_deferred(self) -> None:
        """What Django keeps for the end (foreign keys), so that it comes before the record of the migration."""
        for sql in self.deferred_sql:
            self.execute(sql, None)
        self.deferred_sql.clear()


class DatabaseWrapper(TenantWrapper):  # type: ignore[misc]
    """A server process keeps what it learnt of each table for as long as the connection lives: with hundreds of schemas
    that is hundreds of megabytes. So a connection is replaced, between two pieces of work, once it has served
    `CONN_MAX_SCHEMAS` municipalities.
    """

    SchemaEditorClass = SchemaEditor

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.schemas_served: set[str] = set()
        super().__init__(*args, **kwargs)

    def _handle_search_path(self, cursor: Any = None) -> None:
        super()._handle_search_path(cursor)
        self.schemas_served.add(self.schema_name)

    @contextmanager
    def pipeline(self) -> Iterator[None]:
        """What is sent inside waits for no answer before the end: one round trip. Several statements in one are refused."""
        self.ensure_connection()
        with self.wrap_database_errors, self.connection.pipeline():
            yield

    def close_if_unusable_or_obsolete(self) -> None:
        """Django asks this before and after each request, our tasks before each task."""
        if len(self.schemas_served) > settings.CONN_MAX_SCHEMAS:
            self.close()
        super().close_if_unusable_or_obsolete()

    def close(self) -> None:
        self.schemas_served.clear()
        super().close()
