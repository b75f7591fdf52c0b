"""Which test reaches which line, and how long it takes. A plugin: `pytest -p tests.mutation.reach`."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutation.mutants import Mutant, files

FOLDER = "RADERWERK_REACH"
SURROUNDINGS = 0.15
"""Seconds around each test, which it does not count itself."""
_took: dict[str, float] = {}
_failed: set[str] = set()


@cache
def _coverage() -> coverage.Coverage:
    """Of the rooms alone: the rest of each request runs at its own speed."""
    return coverage.Coverage(data_file=None, include=[str(path) for path in files()], config_file=False)


def pytest_sessionstart() -> None:
    _coverage().start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    _coverage().switch_context(item.nodeid)
    try:
        return (yield)
    finally:
        _coverage().switch_context("")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _took[report.nodeid] = _took.get(report.nodeid, 0) + (report.duration if report.when == "call" else 0)
    if not report.passed:
        _failed.add(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A file of each worker; the one that hands out the work has seen nothing itself."""
    _coverage().stop()
    if hasattr(session.config, "workerinput"):
        reached: dict[str, dict[int, list[str]]] = {}
        data = _coverage().get_data()
        for file in data.measured_files():
            lines = {
                line: [one for one in tests if one and one not in _failed]
                for line, tests in data.contexts_by_lineno(file).items()
            }
            reached[str(Path(file).relative_to(Path.cwd()))] = {line: tests for line, tests in lines.items() if tests}
        name = f"{os.environ['PYTEST_XDIST_WORKER']}.json"
        Path(os.environ[FOLDER], name).write_text(json.dumps({"reached": reached, "took": _took}))


class Reach:
    """What the workers found, put together."""

    def __init__(self, folder: Path) -> None:
        self.took: dict[str, float] = {}
        self.tests: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
        for part in folder.glob("*.json"):
            found: dict[str, Any] = json.loads(part.read_text())
            self.took |= found["took"]
            for file, lines in found["reached"].items():
                for line, tests in lines.items():
                    self.tests[file][int(line)] |= set(tests)

    def of(self, mutant: Mutant, longest: float) -> list[str]:
        """The app's own tests and then the sweeps that reach the statement, cheapest first, for so many seconds.

        What runs when the module is imported can be noticed by whatever reaches anything of the app.
        """
        app = next(folder for folder in Path(mutant.file).parents if (folder / "apps.py").exists())
        own = f"tests/{app.parts[0]}/{app.name}/"
        tests = self.tests[mutant.file][mutant.statement] if mutant.is_run else self._of_app(app)
        concerned = (one for one in tests if one.startswith((own, "tests/sweeps/")))
        chosen, seconds = [], 0.0
        for test in sorted(concerned, key=lambda test: (not test.startswith(own), self.took[test])):
            seconds += self.took[test] + SURROUNDINGS
            if seconds < longest:
                chosen.append(test)
        return chosen

    def _of_app(self, app: Path) -> set[str]:
        files = [lines for name, lines in self.tests.items() if name.startswith(f"{app}/")]
        return {test for lines in files for tests in lines.values() for test in tests}
