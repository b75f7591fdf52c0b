"""Who owns the history: a role that the application is no member of, where the installation has it.

`history_keeper.sql` makes the role and the function that is asked here. Without it the history's trigger refuses to change
or remove anything; a user who owns a table can take its trigger away, which a user without the table cannot.
"""

from __future__ import annotations

from tenants.kit.database import connection

# A function that came with a dump, and so is ours, is of no use.
_IS_THERE = """
    SELECT EXISTS (SELECT FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace
        WHERE nspname = 'raderwerk_history' AND proname = 'keep' AND proowner <> current_user::regrole
        AND has_function_privilege(pg_proc.oid, 'EXECUTE'))
"""
_OURS = """
    SELECT relnamespace::regnamespace::text FROM pg_class
    WHERE relname = 'outbox_history' AND relkind = 'r' AND relowner = current_user::regrole
"""


def has_keeper() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_IS_THERE)
        return bool(cursor.fetchone()[0])


def hand_over_history(schema: str) -> None:
    """The keeper owns this history from now on."""
    if has_keeper():
        with connection.cursor() as cursor:
            cursor.execute("SELECT raderwerk_history.keep(%s)", [schema])


def hand_over_histories(*, except_for: str) -> list[str]:
    """Every history that the application still owns, such as after a restore; returns whose they were."""
    if not has_keeper():
        return []
    with connection.cursor() as cursor:
        cursor.execute(_OURS)
        schemas = [schema for (schema,) in cursor.fetchall() if schema != except_for]
    for schema in schemas:
        hand_over_history(schema)
    return schemas
