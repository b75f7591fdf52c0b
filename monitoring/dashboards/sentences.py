"""What a dashboard concludes, in sentences that a councillor could repeat."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring.dashboards.charts import language
from monitoring.dashboards.figures import Dashboard, IndicatorFigure, ProgramFigure, worst_first
from monitoring.indicators import rules
from participation.commitments.rules import Promises
from participation.partners.choices import PartnerKind

_NUMBERS = (
    gettext_lazy("none"), gettext_lazy("one"), gettext_lazy("two"), gettext_lazy("three"), gettext_lazy("four"),
    gettext_lazy("five"), gettext_lazy("six"), gettext_lazy("seven"), gettext_lazy("eight"), gettext_lazy("nine"),
    gettext_lazy("ten"), gettext_lazy("eleven"), gettext_lazy("twelve"),
)  # fmt: skip

_HEADLINES = {
    "on_track": gettext_lazy("%(what)s: on course"),
    "achieved": gettext_lazy("%(what)s: the target has been reached"),
    "kept": gettext_lazy("%(what)s: stays as agreed"),
    "outside": gettext_lazy("%(what)s: outside the agreed range"),
    "behind": gettext_lazy("%(what)s: falls behind"),
    "worsening": gettext_lazy("%(what)s: goes the wrong way"),
    "too_early": gettext_lazy("%(what)s: too early to say"),
    "no_clear_change": gettext_lazy("%(what)s: no clear change"),
    "stale": gettext_lazy("%(what)s: the latest figure is too old to judge by"),
    "no_data": gettext_lazy("%(what)s: not measured again yet"),
}


def number(count: int) -> str:
    """Written out up to twelve."""
    return str(_NUMBERS[count]) if 0 <= count < len(_NUMBERS) else str(count)


def capitalised(sentence: str) -> str:
    """With a capital in front; Dutch leaves the accent off a capital that begins a sentence (Eén, not Één)."""
    first = {"é": "E"}.get(sentence[:1], sentence[:1].upper())
    return first + sentence[1:]


def conclusion(distribution: rules.Distribution) -> str:
    """The heading of a page: how many key indicators are on course."""
    if not distribution.total:
        return _("Nothing is measured yet")
    if distribution.total == 1:
        return _("The one indicator is on course") if distribution.on_course else _("The one indicator is off course")
    if distribution.on_course == distribution.total:
        return _("All %(all)s indicators are on course") % {"all": number(distribution.total)}
    sentence = ngettext(
        "%(good)s of %(all)s indicators is on course", "%(good)s of %(all)s indicators are on course",
        distribution.on_course,
    )  # fmt: skip
    return capitalised(sentence % {"good": number(distribution.on_course), "all": number(distribution.total)})


def lead(figures: Sequence[IndicatorFigure], promises: Sequence[Promises]) -> str:
    """What goes wrong and who must act, in two sentences at most."""
    return " ".join(part for part in (_what_goes_wrong(figures), _what_is_late(promises)) if part)


def _what_goes_wrong(figures: Sequence[IndicatorFigure]) -> str:
    if not figures:
        return ""
    ranked = [figure for figure in worst_first(figures) if rules.Outcome(figure.outcome) not in rules.ON_COURSE]
    if not ranked:
        return _("Nothing is behind or getting worse.")
    worst = [figure for figure in ranked if figure.outcome == ranked[0].outcome]
    names = listed([short(figure) for figure in worst[:3]])
    if len(worst) > 3:
        names = _("%(names)s and %(more)s more") % {"names": names, "more": number(len(worst) - 3)}
    templates = {
        "worsening": _("Going the wrong way: %(names)s."),
        "outside": _("Outside the agreed range: %(names)s."),
        "behind": _("Falling behind: %(names)s."),
        "no_data": _("Not measured again yet: %(names)s."),
        "stale": _("Measured too long ago: %(names)s."),
        "no_clear_change": _("Without a clear change: %(names)s."),
        "too_early": _("Too early to say: %(names)s."),
    }
    return templates[ranked[0].outcome] % {"names": names}


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
        return _("%(told)s, none of them the municipality's own.") % {"told": told}
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
    """The heading of a chart is its conclusion."""
    return str(_HEADLINES[figure.outcome]) % {"what": short(figure)}


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


def description(figure: IndicatorFigure) -> str:
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


def conclusion_of(dashboard: Dashboard) -> str:
    return conclusion(dashboard.distribution)
