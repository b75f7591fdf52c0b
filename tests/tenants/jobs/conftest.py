from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tenants.jobs.kinds import job_kinds
from tests.tenants.jobs.work import KIND, TO_DO


@pytest.fixture(autouse=True)
def _kind_of_work(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Iterator[None]:
    """The kind that these tests start, and a folder of their own for its files."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setitem(job_kinds(), KIND.name, KIND)
    yield
    TO_DO.clear()
