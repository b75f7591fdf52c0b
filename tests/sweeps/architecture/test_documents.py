"""What the documents name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
THREATS = ROOT / "docs" / "threat-model.md"


def test_every_test_that_holds_a_point_exists() -> None:
    named = re.findall(r"`(tests/[^`]*)`", THREATS.read_text())
    assert [name for name in named if not (ROOT / name).is_file()] == []


@pytest.mark.parametrize("heading", ["Who is trusted with what", "What stops it"])
def test_every_point_names_the_test_that_holds_it(heading: str) -> None:
    section = THREATS.read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    points = [line for line in section.splitlines() if line.startswith("| ")][1:]
    assert points
    assert [point for point in points if "`tests/" not in point.split(" | ")[-1]] == []
