"""What can be wrong with a question; the words for it are the edge's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Figures = Mapping[str, str | Decimal | date]


@dataclass(frozen=True)
class QuestionFault:
    """One faulty field: where (JSON pointer), which rule, and the figures for its sentence."""

    pointer: str
    code: str
    figures: Figures = field(default_factory=dict)
