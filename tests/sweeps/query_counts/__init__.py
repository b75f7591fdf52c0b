"""How many queries an address takes: written in the `queries.json` of its app, and the same for one row and for many.

A changed number is a diff to review. `QUERY_COUNTS=write pytest …` writes what was measured.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.test.utils import CaptureQueriesContext


class Counted(NamedTuple):
    """A request, and the file in which its number stands."""

    file: Path
    ask: Callable[[], object]


def count(request: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        request()
    return len(queries)


def same_for_one_and_many(make_many: Callable[[], object], requests: Mapping[str, Counted]) -> None:
    """Measures each request, makes many rows, measures again, and compares with the files.

    Each must have been asked once: what a process remembers from the first time does not count.
    """
    one = {name: count(request.ask) for name, request in requests.items()}
    make_many()
    next(iter(requests.values())).ask()  # what is kept for a while, such as a host, may have run out meanwhile
    many = {name: count(request.ask) for name, request in requests.items()}
    grown = {name: (one[name], many[name]) for name in requests if one[name] != many[name]}
    assert not grown, f"These take another number of queries when there are more rows (one, many): {grown}"
    compare(one, {name: request.file for name, request in requests.items()})


def compare(counts: Mapping[str, int], files: Mapping[str, Path]) -> None:
    """With what is written down; a name that is not there yet is a difference too."""
    for file in set(files.values()):
        counted = {name: number for name, number in counts.items() if files[name] == file}
        known = json.loads(file.read_text()) if file.exists() else {}
        if os.environ.get("QUERY_COUNTS") == "write":
            file.write_text(json.dumps({**known, **counted}, indent=2, sort_keys=True) + "\n")
            continue
        assert {name: known.get(name) for name in counted} == counted, (
            f"Look whether that is right, then change {file}."
        )
