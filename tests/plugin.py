"""Starts a database and a broker of this test run's own, before Django reads its settings.

Loaded by `-p tests.plugin`. The workers of a parallel run inherit the addresses and each make a database in it.
"""

import os

import pytest

from config import services
from config.translations import compile_catalogues

_running: services.TestServices | None = None

if not os.environ.get("PYTEST_XDIST_WORKER") and not os.environ.get("DATABASE_URL"):
    _running = services.start_for_tests()
    os.environ.update(_running.environment)

if not os.environ.get("PYTEST_XDIST_WORKER"):
    # Tests read the words that people read.
    compile_catalogues()


def pytest_unconfigure(config: pytest.Config) -> None:
    if _running is not None:
        _running.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    from tests.sweeps.browser.chromium import tell

    tell(terminalreporter)
