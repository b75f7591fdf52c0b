"""What an operator is told before the first request."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks


@pytest.fixture
def words(tmp_path: Path, settings: Any) -> Path:
    """The translations of one house, compiled."""
    source = tmp_path / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.touch()
    source.with_suffix(".mo").touch()
    settings.LOCALE_PATHS = [tmp_path]
    return source


def _told(words: Path) -> list[tuple[str | None, str | None]]:
    return [(said.id, said.hint) for said in run_checks(tags=["raderwerk"]) if str(words) in said.msg]


def test_nothing_is_said_of_compiled_translations(words: Path) -> None:
    assert _told(words) == []


def test_missing_translations_are_an_error_that_says_what_to_do(words: Path) -> None:
    words.with_suffix(".mo").unlink()
    assert _told(words) == [("raderwerk.E002", "Run make words.")]


def test_translations_older_than_their_source_are_a_warning(words: Path) -> None:
    os.utime(words.with_suffix(".mo"), (0, 0))
    assert _told(words) == [("raderwerk.W002", "Run make words.")]
