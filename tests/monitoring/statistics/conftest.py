"""Some real figures, imported for a test and undone with it."""

from __future__ import annotations

import pytest

from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.shipped import shipped_files
from tests.monitoring.statistics.things import bring_health_figures


@pytest.fixture
def topics(db: None) -> None:
    bring_topics_up_to_date()


@pytest.fixture
def health(db: None) -> None:
    bring_health_figures()


@pytest.fixture
def some_key_figures(topics: None) -> None:
    """CBS: Amsterdam 2017, the three municipalities of 2019 and their districts of 2024."""
    for file in shipped_files("cbs-kwb"):
        if any(part in file.name for part in ("83765NED", "2019-municipalities", "85984NED")):
            import_file("cbs-kwb", file)


@pytest.fixture
def everything(topics: None) -> None:
    """All files that come with Raderwerk."""
    for source in Source.values:
        for file in shipped_files(source):
            result = import_file(source, file)
            assert not result.errors
            assert {release.outcome for release in result.releases} == {"imported"}, result
