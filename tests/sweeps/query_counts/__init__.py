"""How many queries an address takes: written down in `query_counts.json`, and the same for one row and for many.

A changed number is a diff to review. `QUERY_COUNTS=write pytest …` writes what was measured.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext

FILE = Path(__file__).parent.with_suffix(".json")


def count(request: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        request()
    return len(queries)


def same_for_one_and_many(make_many: Callable[[], object], requests: Mapping[str, Callable[[], object]]) -> None:
    """Measures each request, makes many rows, measures again, and compares with the file.

    Each must have been asked once: what a process remembers from the first time does not count.
    """
    one = {name: count(request) for name, request in requests.items()}
    make_many()
    many = {name: count(request) for name, request in requests.items()}
    grown = {name: (one[name], many[name]) for name in requests if one[name] != many[name]}
    assert not grown, f"These take another number of queries when there are more rows (one, many): {grown}"
    compare(one)


def compare(counts: Mapping[str, int]) -> None:
    """With what is written down; a name that is not there yet is a difference too."""
    known = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("QUERY_COUNTS") == "write":
        FILE.write_text(json.dumps({**known, **counts}, indent=2, sort_keys=True) + "\n")
        return
    assert {name: known.get(name) for name in counts} == counts, f"Look whether that is right, then change {FILE.name}."
