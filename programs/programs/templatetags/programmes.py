"""What templates say about programmes: their state and that of a vision, and themes, in words.

A state has no glyph and no colour: those are for outcomes. A programme that runs may be going the wrong way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from programs.programs.choices import ProgramStatus, Theme, VisionStatus
from programs.programs.models import Program, Vision

register = template.Library()


@register.inclusion_tag("kit/tag.html")
def program_tag(program: Program) -> dict[str, Any]:
    return {"tone": "state", "word": ProgramStatus(program.status).label}


@register.inclusion_tag("kit/tag.html")
def vision_tag(vision: Vision) -> dict[str, Any]:
    return {"tone": "state", "word": VisionStatus(vision.status).label}


@register.filter
def theme_words(themes: Iterable[str]) -> str:
    """Themes as words between commas."""
    return ", ".join(str(Theme(theme).label) for theme in themes)
