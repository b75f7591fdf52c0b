"""What the outcomes and directions of the rule are called on a page. They exist once, in `rules`; here are their names."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise, lazystr
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from monitoring.indicators.rules import Direction, Language, Outcome, outcome_name


def language() -> Language:
    """The language of the reader."""
    return Language.NL if (get_language() or "").startswith("nl") else Language.EN


class _OutcomeName:
    """Asked for when it is shown: the stored sentences of the rule use the same names, in both languages."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome

    def __str__(self) -> str:
        return outcome_name(self.outcome, language())


DIRECTION_NAMES: Mapping[Direction, Promise] = {
    Direction.UP: _("up"),
    Direction.DOWN: _("down"),
    Direction.KEEP: _("keep as it is"),
    Direction.RANGE: _("keep within a range"),
}
OUTCOME_NAMES: Mapping[Outcome, Promise] = {outcome: lazystr(_OutcomeName(outcome)) for outcome in Outcome}
DIRECTIONS = [(direction.value, name) for direction, name in DIRECTION_NAMES.items()]
OUTCOMES = [(outcome.value, name) for outcome, name in OUTCOME_NAMES.items()]
# Tone decides glyph and colour; the word decides the meaning.
TONES: Mapping[Outcome, str] = {
    Outcome.ON_TRACK: "good",
    Outcome.ACHIEVED: "good",
    Outcome.KEPT: "good",
    Outcome.BEHIND: "watch",
    Outcome.OUTSIDE: "watch",
    Outcome.WORSENING: "bad",
    Outcome.TOO_EARLY: "calm",
    Outcome.NO_CLEAR_CHANGE: "calm",
    Outcome.STALE: "calm",
    Outcome.NO_DATA: "calm",
}
