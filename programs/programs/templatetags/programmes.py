"""What templates say about programmes: their state and that of a vision in glyph and word, themes in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from programs.programs.choices import ProgramStatus, Theme, VisionStatus
from programs.programs.models import Program, Vision

register = template.Library()

_TONES: dict[str, str] = {
    ProgramStatus.DRAFT: "calm",
    ProgramStatus.PROPOSED: "watch",
    ProgramStatus.ADOPTED: "good",
    ProgramStatus.RUNNING: "good",
    ProgramStatus.CLOSED: "calm",
    ProgramStatus.DROPPED: "calm",
    ProgramStatus.SUCCEEDED: "calm",
}


@register.inclusion_tag("kit/tag.html")
def program_tag(program: Program) -> dict[str, Any]:
    return {"tone": _TONES[program.status], "word": ProgramStatus(program.status).label}


@register.inclusion_tag("kit/tag.html")
def vision_tag(vision: Vision) -> dict[str, Any]:
    return {"tone": "good" if vision.is_adopted else "calm", "word": VisionStatus(vision.status).label}


@register.filter
def theme_words(themes: Iterable[str]) -> str:
    """Themes as words between commas."""
    return ", ".join(str(Theme(theme).label) for theme in themes)
