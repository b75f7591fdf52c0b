"""The document of the golden cases, with what a case changes."""

from datetime import date
from typing import Any

today = date(2025, 7, 1)


def document(
    direction: str,
    baseline: float,
    value: float | None,
    target: float | None = None,
    *,
    seen: dict[str, Any] | None = None,
    more: list[dict[str, Any]] | None = None,
    **changes: Any,
) -> dict[str, Any]:
    """Baseline 2020-01-01, target 2030-01-01, today 2025-07-01, latest 2025-01-01."""
    observation: dict[str, Any] = {"date": "2025-01-01", "value": value} | (seen or {})
    raw: dict[str, Any] = {
        "direction": direction,
        "baseline": {"date": "2020-01-01", "value": baseline},
        "today": "2025-07-01",
        "observations": ([] if value is None else [observation]) + (more or []),
    }
    if target is not None:
        raw["milestones"] = [{"date": "2030-01-01", "value": target}]
    return raw | changes
