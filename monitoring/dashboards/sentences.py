"""What a dashboard concludes, in sentences that a councillor could repeat."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring.dashboards.figures import ChartedFigure, IndicatorFigure, ProgramFigure, Summary
from monitoring.indicators import rules
from monitoring.indicators.names import language
from participation.commitments.rules import Promises
from participation.partners.choices import PartnerKind

_NUMBERS = (
    gettext_lazy("none"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"),
    gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"),
    gettext_lazy("ten"), gettext_lazy("eleven"), gettext_lazy("twelve"),
)  # fmt: skip

_LAGGING = (rules.Outcome.WORSENING, rules.Outcome.OUTSIDE, rules.Outcome.BEHIND)
_WRONG = {
    rules.Outcome.WORSENING: gettext_lazy("Going the wrong way: %(names)s."),
    rules.Outcome.OUTSIDE: gettext_lazy("Outside the agreed range: %(names)s."),
    rules.Outcome.BEHIND: gettext_lazy("Falling behind: %(names)s."),
    rules.Outcome.NO_DATA: gettext_lazy("Not measured again yet: %(names)s."),
    rules.Outcome.STALE: gettext_lazy("Measured too long ago: %(names)s."),
    rules.Outcome.NO_CLEAR_CHANGE: gettext_lazy("Without a clear change: %(names)s."),
    rules.Outcome.TOO_EARLY: gettext_lazy("Too early to say: %(names)s."),
}


def number(count: int) -> str:
    """Written out up to twelve."""
    return str(_NUMBERS[count]) if 0 <= count < len(_NUMBERS) else str(count)


def capitalised(sentence: str) -> str:
    """With a capital in front; Dutch leaves the accent off a capital that begins a sentence (Eén, not Één)."""
    first = {"é": "E"}.get(sentence[:1], sentence[:1].upper())
    return first + sentence[1:]


def conclusion(distribution: rules.Distribution) -> str:
    """The heading of a page: how many key indicators are on track."""
    if not distribution.total:
        return _("Nothing is measured yet")
    if distribution.total == 1:
        return _("The one indicator is on track") if distribution.on_course else _("The one indicator is off track")
    if distribution.on_course == distribution.total:
        return _("All %(all)s indicators are on track") % {"all": number(distribution.total)}
    sentence = ngettext(
        "%(good)s of %(all)s indicators is on track", "%(good)s of %(all)s indicators are on track",
        distribution.on_course,
    )  # fmt: skip
    return capitalised(sentence % {"good": number(distribution.on_course), "all": number(distribution.total)})


def lead(found: Summary) -> str:
    """What goes wrong and who must act."""
    return " ".join(part for part in (_what_goes_wrong(found), _what_is_late(found.promises)) if part)


def _what_goes_wrong(found: Summary) -> str:
    """What goes the wrong way, and what lags; when there is neither, the worst that there is."""
    counts = [(outcome, count) for outcome, count in found.distribution.counts if outcome not in rules.ON_COURSE]
    if not found.distribution.total:
        return ""
    if not counts:
        return _("Nothing is behind or getting worse.")
    lagging = [(outcome, count) for outcome, count in counts if outcome in _LAGGING]
    return " ".join(
        str(_WRONG[outcome]) % {"names": _named(found, outcome, count)} for outcome, count in lagging or counts[:1]
    )


def _named(found: Summary, outcome: rules.Outcome, count: int) -> str:
    """The first three by name, and how many more there are."""
    names = [short(figure) for figure in found.worst if figure.outcome == outcome][:3]
    if not names:
        return ngettext("%(number)s indicator", "%(number)s indicators", count) % {"number": number(count)}
    if count > len(names):
        return _("%(names)s and %(more)s more") % {"names": ", ".join(names), "more": number(count - len(names))}
    return listed(names)


def _what_is_late(promises: Sequence[Promises]) -> str:
    late = sum(row.late for row in promises)
    if not sum(row.promised for row in promises):
        return ""
    if not late:
        return _("No commitment is late.")
    own = sum(row.late for row in promises if row.kind == PartnerKind.MUNICIPAL_DEPARTMENT)
    sentence = ngettext("%(late)s commitment is late", "%(late)s commitments are late", late)
    told = capitalised(sentence % {"late": number(late)})
    if not own:
        not_own = ngettext(
            "%(told)s, not the municipality's own.", "%(told)s, none of them the municipality's own.", late
        )
        return not_own % {"told": told}
    return _("%(told)s, of which the municipality's own: %(own)s.") % {"told": told, "own": number(own)}


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def short(figure: IndicatorFigure) -> str:
    if not figure.place:
        return figure.name
    return _("%(name)s in %(place)s") % {"name": figure.name, "place": figure.place}


def headline(figure: IndicatorFigure) -> str:
    """The heading of a chart is what it shows, in words that a councillor can repeat."""
    subject = rules.Subject(figure.name, figure.unit, figure.place, figure.predicate, figure.group)
    is_stale = figure.outcome == rules.Outcome.STALE
    return rules.heading(figure.change, subject, language(), figure.latest, is_stale=is_stale)


def explanation(figure: IndicatorFigure) -> str:
    """The sentence of the rule, with the figures in it."""
    if figure.judgement is None:
        if figure.baseline is None:
            return _("There is no baseline yet, so nothing can be said.")
        return _("There is no target yet, so nothing can be said.")
    return figure.judgement.sentence(language())


def outlook(figure: IndicatorFigure) -> str:
    """What the trend says, or why it says nothing."""
    return figure.judgement.outlook(language()) if figure.judgement else ""


def description(figure: ChartedFigure) -> str:
    """The chart in one sentence, for whoever cannot see it."""
    if figure.baseline is None or figure.baseline.value is None:
        return ""
    parts = [
        _("baseline %(value)s in %(year)s")
        % {"value": figure.unit.value(figure.baseline.value, language()), "year": figure.baseline.date.year}
    ]
    parts += [
        _("%(value)s in %(year)s") % {"value": figure.unit.value(point.value, language()), "year": point.date.year}
        for point in figure.measured
        if point.value is not None
    ]
    parts += [
        _("target %(value)s in %(year)s")
        % {"value": figure.unit.value(point.value, language()), "year": point.date.year}
        for point in figure.targets
        if point.value is not None
    ]
    return f"{short(figure)}: {'; '.join(parts)}."


def worst_of(program: ProgramFigure) -> str:
    """The worst of a programme, named; empty when nothing is measured."""
    return short(program.worst) if program.worst else ""
