"""A pooler in transaction mode is noticed, a direct connection is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tenants.kit.database import connection
from tenants.kit.pooler import changes_process


class Pool:
    """Gives out processes as a pooler in transaction mode does: the last one given back is the next one given out."""

    def __init__(self) -> None:
        self.free = [1, 2, 3]

    def connect(self) -> PooledConnection:
        return PooledConnection(self)


class PooledConnection:
    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.held: int | None = None
        self.keeps = False

    def set_autocommit(self, on: bool) -> None:
        self.keeps = not on

    @contextmanager
    def cursor(self) -> Iterator[PooledConnection]:
        self.held = self.held or self.pool.free.pop()
        yield self
        if not self.keeps:
            self._give_back()

    def execute(self, statement: str) -> None:
        assert statement == "SELECT pg_backend_pid()"

    def fetchone(self) -> tuple[Any]:
        return (self.held,)

    def close(self) -> None:
        self._give_back()

    def _give_back(self) -> None:
        if self.held:
            self.pool.free.append(self.held)
            self.held = None


def test_a_pooler_in_transaction_mode_is_noticed() -> None:
    assert changes_process(Pool().connect)


def test_a_direct_connection_is_fine(db: None) -> None:
    assert not changes_process(connection.copy)
