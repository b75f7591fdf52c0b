"""An outcome is said in glyph and word, with the same words on a page as in the sentences of the rule."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils.translation import override

from monitoring.indicators.names import DIRECTION_NAMES, OUTCOME_NAMES, TONES
from monitoring.indicators.rules import Direction, Language, Outcome, outcome_name


def render(template: str, outcome: Outcome) -> str:
    return Template("{% load outcomes %}" + template).render(Context({"outcome": outcome.value}))


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_a_glyph_and_a_word(outcome: Outcome) -> None:
    for language in Language:
        with override(language.value):
            said = render("{% outcome_tag outcome %}", outcome)
            assert "<svg" in said
            assert outcome_name(outcome, language) in said
            assert render("{{ outcome|outcome_word }}", outcome) == outcome_name(outcome, language)


@pytest.mark.parametrize(
    ("outcome", "dutch", "english"),
    [
        ("no_data", "geen gegevens", "no data"),
        ("stale", "verouderd", "out of date"),
        ("kept", "behouden", "kept"),
        ("outside", "buiten de band", "outside the range"),
        ("achieved", "bereikt", "achieved"),
        ("too_early", "te vroeg om te zeggen", "too early to say"),
        ("no_clear_change", "geen duidelijke verandering", "no clear change"),
        ("worsening", "verslechtert", "worsening"),
        ("on_track", "op koers", "on track"),
        ("behind", "loopt achter", "behind"),
    ],
)
def test_the_published_words(outcome: str, dutch: str, english: str) -> None:
    """A council quotes them, and the documentation of the rule explains them."""
    found = Outcome(outcome)
    assert (outcome_name(found, Language.NL), outcome_name(found, Language.EN)) == (dutch, english)


def test_everything_the_rule_knows_has_a_name() -> None:
    assert set(OUTCOME_NAMES) == set(TONES) == set(Outcome)
    assert set(DIRECTION_NAMES) == set(Direction)
