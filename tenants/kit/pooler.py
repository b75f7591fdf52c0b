"""Notices a pooler in transaction mode between us and the database, which would mix up municipalities.

Such a pooler may send the `SET search_path` of a request to one server process and its query to another. It shows:
while another connection holds a transaction, the process behind ours changes from one statement to the next.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenants.kit.database import connection

REFUSAL = _(
    "The database is reached through a pooler in transaction mode, which can answer with another municipality's data. "
    "Connect directly, or set the pooler to session mode with DISCARD ALL."
)


class UnsafePooler(RuntimeError):
    """The installation may not run like this."""


def refuse_unsafe_pooler() -> None:
    """Raises UnsafePooler when statements of one connection reach several server processes."""
    if changes_process(connection.copy):
        raise UnsafePooler(str(REFUSAL))


def changes_process(connect: Callable[[], Any]) -> bool:
    """Whether one connection is served by several processes, tried with a second one that holds a transaction.

    `connect` gives a new Django connection in autocommit mode; both are closed again.
    """
    ours, other = connect(), connect()
    try:
        first = _process_behind(ours)
        other.set_autocommit(False)
        _process_behind(other)  # holds whichever process it was given
        return _process_behind(ours) != first
    finally:
        other.close()
        ours.close()


def _process_behind(some: Any) -> int:
    with some.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])
