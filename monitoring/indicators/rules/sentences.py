"""The sentence that explains a judgement, in Dutch and in English, with the figures in it.

Both languages stand side by side as templates with the same names, so that a change of one is seen beside the other.
The judgement is stored with both sentences and shown to readers of either language, hence no gettext here.
"""

from collections.abc import Mapping
from fractions import Fraction

from .forecast import VALUES_NEEDED, Forecast, NoForecast, Prospect, values_for_trend
from .judgement import Direction, Judgement, Outcome, Question
from .numerals import Language, Unit, decimals_of, long_date, numeral

Templates = Mapping[Language, str]

_PROGRESS: Templates = {
    Language.NL: "{done} van de {path} gehaald op weg van {baseline} naar {target}; "
    "de verwachting voor {day} was {expected}.",
    Language.EN: "{done} of {path} gained on the way from {baseline} to {target}, "
    "where {expected} was expected by {day}.",
}
_LOST: Templates = {
    Language.NL: "{lost} verder van het doel {target}: van {baseline} naar {latest} op {day}, "
    "terwijl een winst van {expected} was verwacht.",
    Language.EN: "{lost} further from the target of {target}: from {baseline} to {latest} on {day}, "
    "where a gain of {expected} was expected.",
}
_ACHIEVED: Templates = {
    Language.NL: "Het doel {target} is bereikt: {latest} op {day}, {done} van de {path} gehaald.",
    Language.EN: "The target of {target} is reached: {latest} on {day}, {done} of {path} gained.",
}
_UNCERTAIN: Templates = {
    Language.NL: " Dit is niet zeker: de meting kan ook {low} tot {high} zijn.",
    Language.EN: " This is not certain: the measurement may be anything from {low} to {high}.",
}
_TOO_EARLY: Templates = {
    Language.NL: "Te vroeg voor een oordeel: {latest} op {day}, minder dan {months} na de nulmeting van {baseline}.",
    Language.EN: "Too early to say: {latest} on {day}, less than {months} after the baseline of {baseline}.",
}
_NO_CLEAR_CHANGE: Templates = {
    Language.NL: "Geen duidelijke verandering: de meting van {latest} op {day} kan {low} tot {high} zijn, "
    "en daar valt de nulmeting van {baseline} binnen.",
    Language.EN: "No clear change: the measurement of {latest} on {day} may be anything from {low} to {high}, "
    "which includes the baseline of {baseline}.",
}
_NO_DATA: Templates = {
    Language.NL: "Er is nog geen meting na de nulmeting van {baseline} op {baseline_day}.",
    Language.EN: "There is no measurement yet after the baseline of {baseline} on {baseline_day}.",
}
_STALE: Templates = {
    Language.NL: "De laatste meting is van {day} en te oud voor een oordeel. Toen was het: {before}. ",
    Language.EN: "The latest measurement is of {day} and too old to judge by. At that time it was: {before}. ",
}
_KEPT: Templates = {
    Language.NL: "{latest} op {day} ligt binnen {bounds}.",
    Language.EN: "{latest} on {day} is within {bounds}.",
}
_OUTSIDE: Templates = {
    Language.NL: "{latest} op {day} ligt buiten {bounds}; het verschil is {gap}.",
    Language.EN: "{latest} on {day} is outside {bounds}, by {gap}.",
}
_OUTCOMES: Mapping[Language, Mapping[Outcome, str]] = {
    Language.NL: {
        Outcome.NO_DATA: "geen gegevens",
        Outcome.STALE: "verouderd",
        Outcome.KEPT: "behouden",
        Outcome.OUTSIDE: "buiten de band",
        Outcome.ACHIEVED: "bereikt",
        Outcome.TOO_EARLY: "te vroeg om te zeggen",
        Outcome.NO_CLEAR_CHANGE: "geen duidelijke verandering",
        Outcome.WORSENING: "verslechtert",
        Outcome.ON_TRACK: "op koers",
        Outcome.BEHIND: "loopt achter",
    },
    Language.EN: {
        Outcome.NO_DATA: "no data",
        Outcome.STALE: "out of date",
        Outcome.KEPT: "kept",
        Outcome.OUTSIDE: "outside the range",
        Outcome.ACHIEVED: "achieved",
        Outcome.TOO_EARLY: "too early to say",
        Outcome.NO_CLEAR_CHANGE: "no clear change",
        Outcome.WORSENING: "worsening",
        Outcome.ON_TRACK: "on track",
        Outcome.BEHIND: "behind",
    },
}
_PROSPECTS: Mapping[Prospect, Templates] = {
    Prospect.WILL_REACH: {
        Language.NL: "Als dit zo doorgaat, wordt het doel {target} op {day} gehaald: {value} ({low} tot {high}).",
        Language.EN: "If this goes on, the target of {target} will be reached by {day}: {value} ({low} to {high}).",
    },
    Prospect.WILL_MISS: {
        Language.NL: "Als dit zo doorgaat, wordt het doel {target} op {day} niet gehaald: {value} ({low} tot {high}).",
        Language.EN: "If this goes on, the target of {target} will be missed on {day}: {value} ({low} to {high}).",
    },
    Prospect.UNDECIDED: {
        Language.NL: "Of het doel {target} op {day} wordt gehaald, is niet te zeggen: {value} ({low} tot {high}).",
        Language.EN: "Whether the target of {target} will be reached by {day} cannot be said: "
        "{value} ({low} to {high}).",
    },
}
_CUT: Templates = {
    Language.NL: " De lijn zelf loopt verder dan in deze eenheid kan; wat niet kan, is eraf gelaten.",
    Language.EN: " The line itself goes further than this unit does; what cannot be is left out.",
}
_NO_FORECASTS: Mapping[NoForecast, Templates] = {
    NoForecast.TOO_FEW_VALUES: {
        Language.NL: "Geen vooruitblik: daarvoor zijn {needed} metingen nodig, de nulmeting meegeteld; er {zijn} er {n}.",
        Language.EN: "No forecast: it takes {needed} measurements, the baseline included; there {are} {n}.",
    },
    NoForecast.NO_TARGET_DATE: {
        Language.NL: "Geen vooruitblik: er is geen dag waarop een doel gehaald moet zijn.",
        Language.EN: "No forecast: there is no day by which a target must be reached.",
    },
    NoForecast.TARGET_DATE_PASSED: {
        Language.NL: "Geen vooruitblik: de dag van het doel, {day}, is al geweest.",
        Language.EN: "No forecast: the day of the target, {day}, has passed.",
    },
    NoForecast.ANYTHING_IS_POSSIBLE: {
        Language.NL: "Geen vooruitblik: de {n} metingen verschillen zo veel dat op {day} alles mogelijk is.",
        Language.EN: "No forecast: the {n} measurements differ so much that by {day} anything is possible.",
    },
}


def unit_of(question: Question, name: str = "") -> Unit:
    """A unit with as many decimals as the figures of the question have."""
    latest = [seen.value for seen in question.observations]
    targets = [milestone.value for milestone in question.milestones]
    return Unit(name, decimals_of(question.baseline.value, question.low, question.high, *targets, *latest))


def outcome_name(outcome: Outcome, language: Language) -> str:
    return _OUTCOMES[language][outcome]


def explain(question: Question, judgement: Judgement, language: Language, unit: Unit | None = None) -> str:
    """One or two sentences that say what was found and against what."""
    unit = unit or unit_of(question)
    words = _words(question, judgement, language, unit)
    outcome = judgement.outcome
    if outcome is Outcome.STALE:
        before = judgement.previous_outcome or Outcome.NO_DATA
        words["before"] = outcome_name(before, language)
        return _STALE[language].format(**words) + _sentence(question, before, judgement, language, words)
    return _sentence(question, outcome, judgement, language, words)


def _sentence(
    question: Question, outcome: Outcome, judgement: Judgement, language: Language, words: dict[str, str]
) -> str:
    template = {
        Outcome.NO_DATA: _NO_DATA,
        Outcome.KEPT: _KEPT,
        Outcome.OUTSIDE: _OUTSIDE,
        Outcome.ACHIEVED: _ACHIEVED,
        Outcome.TOO_EARLY: _TOO_EARLY,
        Outcome.NO_CLEAR_CHANGE: _NO_CLEAR_CHANGE,
        Outcome.WORSENING: _LOST,
    }.get(outcome, _LOST if judgement.achieved is not None and judgement.achieved < 0 else _PROGRESS)
    text = template[language].format(**words)
    return text + _UNCERTAIN[language].format(**words) if judgement.uncertain else text


def _words(question: Question, judgement: Judgement, language: Language, unit: Unit) -> dict[str, str]:
    words = {
        "baseline": unit.value(question.baseline.value, language),
        "baseline_day": long_date(question.baseline.date, language),
    }
    latest = judgement.latest
    if latest is None:
        return words
    words |= {
        "latest": unit.value(latest.value, language),
        "day": long_date(latest.date, language),
        "low": unit.value(latest.value if latest.low is None else latest.low, language),
        "high": unit.value(latest.value if latest.high is None else latest.high, language),
        "months": _months(question.interval_months, language),
    }
    if question.has_path:
        return words | _words_of_path(question, judgement, language, unit)
    return words | _words_of_band(question, Fraction(latest.value), language, unit)


def _words_of_path(question: Question, judgement: Judgement, language: Language, unit: Unit) -> dict[str, str]:
    """Gains are counted along the path, so that a fall towards a lower target reads as a gain too."""
    path = abs(question.path)
    done = (judgement.achieved or Fraction(0)) * path
    expected = (judgement.expected or Fraction(0)) * path
    return {
        "target": unit.value(question.target.value, language),
        "path": unit.difference(path, language),
        "done": numeral(done, unit.decimals, language),
        "lost": unit.difference(-done, language),
        "expected": numeral(expected, unit.decimals, language),
    }


def _words_of_band(question: Question, value: Fraction, language: Language, unit: Unit) -> dict[str, str]:
    low, high = question.band
    bounds = {
        (Direction.KEEP, Language.NL): "de nulmeting van {middle} met een marge van {margin}",
        (Direction.KEEP, Language.EN): "the baseline of {middle} with a margin of {margin}",
        (Direction.RANGE, Language.NL): "de band van {low} tot {high}",
        (Direction.RANGE, Language.EN): "the range from {low} to {high}",
    }[question.direction, language]
    exact = Unit(unit.name, max(unit.decimals, decimals_of(question.tolerance)))
    gap = max(low - value, value - high, Fraction(0))
    return {
        "gap": exact.difference(gap, language),
        "bounds": bounds.format(
            middle=unit.value(question.baseline.value, language),
            margin=exact.difference(question.allowed, language),
            low=exact.value(low, language),
            high=exact.value(high, language),
        ),
    }


def _months(months: int, language: Language) -> str:
    if language is Language.NL:
        return f"{months} maand" + ("" if months == 1 else "en")
    return f"{months} month" + ("" if months == 1 else "s")


def explain_forecast(
    question: Question, found: Forecast | NoForecast, language: Language, unit: Unit | None = None
) -> str:
    """What the trend says, or why nothing is said."""
    unit = unit or unit_of(question)
    if isinstance(found, NoForecast):
        day = long_date(question.target.date, language) if question.milestones else ""
        count = len(values_for_trend(question))
        are, zijn = ("is", "is") if count == 1 else ("are", "zijn")
        return _NO_FORECASTS[found][language].format(needed=VALUES_NEEDED, n=count, day=day, are=are, zijn=zijn)
    told = _PROSPECTS[found.prospect][language].format(
        target=unit.value(question.target.value, language),
        day=long_date(found.date, language),
        value=unit.value(found.value, language),
        low=unit.value(min(found.low, found.high), language),
        high=unit.value(max(found.low, found.high), language),
    )
    return told + _CUT[language] if found.is_cut else told
