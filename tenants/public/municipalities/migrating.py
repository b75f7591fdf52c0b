"""Migrating hundreds of schemas: once with Django, in the template, and then by the SQL that this took.

Django spends nearly all of the time on models and on reading the catalogue of the whole server, for each schema again. Here
the template takes a migration first, and what was sent to the server for it is kept. Every municipality that lacks it gets
these statements, in a transaction of its own together with the record that it has them. So a run that is stopped goes on
where it was, and one municipality that fails, or is busy, stops no other.

A migration that runs Python works on the rows of each municipality, and goes Django's slow way. So does a schema that lacks
something of which no SQL is kept.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate as django_migrate
from django.db import OperationalError, router
from django.db.migrations import Migration, operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from psycopg import errors, sql

from tenants.kit.database import connection
from tenants.public.municipalities.models import MigrationScript, Municipality
from tenants.public.municipalities.schemas import (
    MIGRATING,
    TEMPLATE,
    Statements,
    execute,
    has_script,
    keep_script,
    kept_statements,
    without_table,
)

Key = tuple[str, str]
Tell = Callable[[str], None]

_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '3s'"
# The template has run these already, and there is only one schema public.
_IN_PUBLIC = 'CREATE OR REPLACE FUNCTION "public".'
_PLAIN = ("django.db.migrations.operations.", "django.contrib.postgres.operations", "pgtrigger.migrations")


class Executor(MigrationExecutor):
    """Django's, but it waits for no lock for long, and the record of a migration is written in its transaction."""

    def apply_migration(self, state: Any, migration: Any, fake: bool = False, fake_initial: bool = False) -> Any:
        with connection.schema_editor(atomic=migration.atomic) as editor:
            if migration.atomic:
                execute(_LOCK_TIMEOUT)
            state = migration.apply(state, editor)
            editor.send_deferred()
            self.keep(migration, editor.sent)
            self.record_migration(migration)  # type: ignore[call-arg]
        return state

    def keep(self, migration: Any, sent: list[str]) -> None:
        """Only the template's are kept."""


class TemplateExecutor(Executor):
    def keep(self, migration: Any, sent: list[str]) -> None:
        statements = [one for one in sent if not one.startswith(_IN_PUBLIC)] if is_plain(migration) else None
        MigrationScript.objects.update_or_create(
            app=migration.app_label, name=migration.name, defaults={"statements": statements}
        )


def is_plain(migration: Migration) -> bool:
    """Whether what it sends is the same for every municipality: no Python of its own, one transaction, no squashing."""
    concerns_us = router.allow_migrate(connection.alias, migration.app_label)
    return not concerns_us or (
        migration.atomic and not migration.replaces and all(_is_plain(each) for each in migration.operations)
    )


def _is_plain(operation: Any) -> bool:
    if isinstance(operation, operations.RunPython):
        return False
    if isinstance(operation, operations.SeparateDatabaseAndState):
        return all(_is_plain(each) for each in operation.database_operations)
    return type(operation).__module__.startswith(_PLAIN)


@contextmanager
def alone(tell: Tell) -> Iterator[None]:
    """One `migrate` at a time. The lock is held by a connection of its own, since Django's migrate may close ours."""
    keeper = connection.copy()
    try:
        with keeper.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [MIGRATING])
            if not cursor.fetchone()[0]:
                tell("another migrate is at work; waiting for it")
                cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
        yield
    finally:
        keeper.close()


def is_prepared() -> bool:
    """Whether a migrate of this version has done the public tables, the template and its script already."""
    return (
        not without_table("municipalities_schemascript", ["public"])
        and has_script()
        and not _without_record([TEMPLATE])
    )


def migrate_public() -> None:
    """Django's own migrate in schema public; what concerns the municipalities alone is only recorded there."""
    executor: Any = Executor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if any(router.allow_migrate(connection.alias, migration.app_label) for migration in plan):
        call_command(django_migrate.Command(), interactive=False, verbosity=0, skip_checks=True)
        return
    for migration in plan:
        executor.record_migration(migration)


def migrate_template() -> None:
    """Bring the template up to date, keeping what that takes, and then the script that makes a copy of it."""
    execute(f'CREATE SCHEMA IF NOT EXISTS "{TEMPLATE}"')
    migrate_schema(TEMPLATE, TemplateExecutor)
    keep_script()


def migrate_schema(schema: str, executor_class: type[Executor] = Executor) -> None:
    """Django's own way, for one schema."""
    try:
        # Without public: Django would find the record of that one.
        connection.set_schema(schema, include_public=False)
        MigrationRecorder(connection).ensure_schema()
        connection.set_schema(schema)
        executor = executor_class(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
    finally:
        connection.set_schema_to_public()


@dataclass(frozen=True)
class Failure:
    schema: str
    reason: str
    is_busy: bool = False


@dataclass(frozen=True)
class Behind:
    """A schema and what it lacks of the template, in the order in which the template took it."""

    schema: str
    lacks: tuple[Key, ...]


def find_behind() -> tuple[list[Behind], list[Failure]]:
    """The municipalities that lack something, and those that keep no record. Three queries, however many there are."""
    schemas = list(Municipality.objects.order_by("code").values_list("schema_name", flat=True))
    lost = _without_record(schemas)
    failures = [Failure(schema, "it has no table django_migrations: restore the schema") for schema in lost]
    return _lacking([schema for schema in schemas if schema not in lost]), failures


def migrate_municipalities(behind: Sequence[Behind], tell: Tell) -> list[Failure]:
    """Each of them by itself; a busy one is tried once more at the end. Returns those that failed."""
    scripts = kept_statements()
    failures = _migrate_each(behind, scripts, tell)
    busy = {failure.schema for failure in failures if failure.is_busy}
    again = _migrate_each([each for each in behind if each.schema in busy], scripts, tell)
    return [failure for failure in failures if not failure.is_busy] + again


def _migrate_each(behind: Sequence[Behind], scripts: Statements, tell: Tell) -> list[Failure]:
    failures = []
    for number, each in enumerate(behind, start=1):
        where = f"{number} of {len(behind)}: {each.schema}"
        try:
            _migrate(each, scripts)
        except Exception as error:  # (whatever went wrong here must not stop the others)
            failures.append(Failure(each.schema, str(error).strip(), _is_busy(error)))
            tell(f"{where} FAILED: {error}")
            connection.close_if_unusable_or_obsolete()
        else:
            tell(f"{where} is up to date")
        finally:
            connection.set_schema_to_public()
    return failures


def _migrate(behind: Behind, scripts: Statements) -> None:
    if any(scripts.get(key) is None for key in behind.lacks):
        migrate_schema(behind.schema)
        return
    connection.set_schema(behind.schema)
    for app, name in behind.lacks:
        with connection.schema_editor() as editor, connection.pipeline():
            execute(_LOCK_TIMEOUT)
            for statement in scripts[app, name] or ():
                editor.execute(statement, None)
            execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())", app, name)


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, OperationalError) and isinstance(
        error.__cause__, errors.LockNotAvailable | errors.DeadlockDetected
    )


def _without_record(schemas: Iterable[str]) -> list[str]:
    return without_table("django_migrations", schemas)


@functools.cache
def _on_disk() -> Container[Key]:
    return MigrationLoader(None).disk_migrations


def _lacking(schemas: Sequence[str]) -> list[Behind]:
    if not schemas:
        return []
    lacking = sql.SQL(" UNION ALL ").join(
        sql.SQL(
            "SELECT {name}, id, app, name FROM {template}.django_migrations known WHERE NOT EXISTS"
            " (SELECT FROM {schema}.django_migrations own WHERE own.app = known.app AND own.name = known.name)"
        ).format(name=sql.Literal(schema), template=sql.Identifier(TEMPLATE), schema=sql.Identifier(schema))
        for schema in schemas
    )
    found: dict[str, list[Key]] = {}
    with connection.cursor() as cursor:
        cursor.execute(lacking + sql.SQL(" ORDER BY 1, 2"))
        for schema, _id, app, name in cursor.fetchall():
            if (app, name) in _on_disk():  # (what was taken out of the code, nobody needs any more)
                found.setdefault(schema, []).append((app, name))
    return [Behind(schema, tuple(keys)) for schema, keys in found.items()]
