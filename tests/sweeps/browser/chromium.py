"""Which browser the tests use, and how loudly they say that there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable

import pytest

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
REQUIRE = "RADERWERK_REQUIRE_BROWSER"
NONE_FOUND = "NO CHROMIUM ON THIS MACHINE"


def find_chromium() -> str | None:
    return next((path for name in _NAMES if (path := shutil.which(name))), None)


def chromium_or_skip() -> str:
    """The path of a Chromium; without one a loud skip, or a failure where a browser is required."""
    path = find_chromium()
    if path:
        return path
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(f"{NONE_FOUND}, and {REQUIRE}=1 asks for one. Run: make browser", pytrace=False)
    pytest.skip(NONE_FOUND)


def tell(terminal: pytest.TerminalReporter) -> None:
    """At the very end of a run, in capitals, so that nobody takes a skipped browser for a passed one."""
    skipped: Iterable[pytest.TestReport] = terminal.stats.get("skipped", [])
    count = sum(NONE_FOUND in str(report.longrepr) for report in skipped)
    if count:
        terminal.write_sep("!", f"{NONE_FOUND}: {count} BROWSER TESTS DID NOT RUN. RUN `make browser` FIRST.", red=True)
