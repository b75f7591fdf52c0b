"""Starts a database and a broker of this test run's own, before Django reads its settings.

Loaded by `-p tests.plugin`. The workers of a parallel run inherit the addresses and each make a database in it.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from config import services

# A machine that does more than this must not make a test fail.
settings.register_profile("raderwerk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("raderwerk")

ROOT = Path(__file__).resolve().parent.parent

_running: services.TestServices | None = None

if not os.environ.get("PYTEST_XDIST_WORKER") and not os.environ.get("DATABASE_URL"):
    _running = services.start_for_tests()
    os.environ.update(_running.environment)

if not os.environ.get("PYTEST_XDIST_WORKER"):
    # Tests read the words that people read.
    subprocess.run(["make", "--silent", "words", f"BIN={Path(sys.executable).parent}"], cwd=ROOT, check=True)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _running is not None:
        _running.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    from tests.sweeps.browser.chromium import tell

    tell(terminalreporter)
