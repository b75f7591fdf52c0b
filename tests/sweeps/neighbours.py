"""Rotterdam, the neighbour: whatever is done in Dordrecht, nothing of it is read, told or touched."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core import mail

from tenants.kit.database import connection
from tests.sweeps.furnished import THEIRS

THEIR_SCHEMA = "gm0599"


def touched() -> dict[str, int]:
    """How often this transaction has read or written each table of theirs so far, also what was undone since."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, seq_scan + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del"
            " FROM pg_stat_xact_all_tables WHERE schemaname = %s",
            [THEIR_SCHEMA],
        )
        return dict(cursor.fetchall())


@contextmanager
def nothing_of_theirs(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Not one of their tables is read or written, and nothing of theirs is in a log line or a mail."""
    before = touched()
    # What a template looks up and does not find would fill the log, and all of it is in the answer anyway.
    with caplog.at_level(logging.DEBUG), caplog.at_level(logging.INFO, "django.template"):
        yield
    after = touched()
    assert after, "their tables are not where this looks"
    found = [table for table in after if after[table] != before.get(table)]
    assert not found, f"these tables of theirs were read or written: {found}"
    assert THEIRS not in caplog.text
    for message in mail.outbox:
        assert THEIRS not in str(message.message())
