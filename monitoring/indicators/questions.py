"""From stored rows and official figures to the question that the rule answers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from monitoring.indicators import rules
from monitoring.indicators.models import Indicator
from monitoring.public.statistics.choices import Absence, Source
from monitoring.public.statistics.figures import Figure, figures
from monitoring.public.statistics.importers import catalogue

Official = Mapping[tuple[str, str, int], Sequence[Figure]]
"""Figures by topic, group and region, oldest first."""


def official_figures(indicators: Iterable[Indicator]) -> Official:
    """All published figures of the official ones among these indicators, in a constant number of queries."""
    wanted = {_key(indicator): indicator for indicator in indicators if indicator.is_official}
    topics = {indicator.topic.code: indicator.topic for indicator in wanted.values() if indicator.topic}
    regions = {indicator.region.pk: indicator.region for indicator in wanted.values() if indicator.region}
    groups = {indicator.group for indicator in wanted.values()}
    found: dict[tuple[str, str, int], list[Figure]] = defaultdict(list)
    for figure in figures(list(topics.values()), list(regions.values()), groups=groups):
        # The total may be asked for as the total or by the people it is about.
        for group in {figure.group, figure.people}:
            key = (figure.topic, group, figure.region_id)
            if key in wanted:
                found[key].append(figure)
    return found


def _key(indicator: Indicator) -> tuple[str, str, int]:
    return (indicator.topic.code if indicator.topic else "", indicator.group, indicator.region_id or 0)


def figures_of(indicator: Indicator, official: Official) -> Sequence[Figure]:
    return official.get(_key(indicator), ()) if indicator.is_official else ()


def question_of(indicator: Indicator, official: Official, today: dt.date) -> rules.Question | None:
    """What to ask the rule; None as long as there is no baseline, or no target where one is needed.

    The indicator comes from `with_measures()`, so this makes no query.
    """
    targets = indicator.targets_in_force
    if not indicator.has_baseline() or (indicator.needs_target and not targets):
        return None
    baseline = indicator.baseline
    return rules.Question(
        direction=rules.Direction(indicator.direction),
        baseline=rules.DatedValue(baseline.date, exact(baseline.value)),
        today=today,
        milestones=tuple(rules.DatedValue(target.date, exact(target.value)) for target in targets),
        observations=observations_of(indicator, official),
        low=maybe_exact(indicator.low),
        high=maybe_exact(indicator.high),
        tolerance=maybe_exact(indicator.tolerance),
        interval_months=indicator.interval_months,
    )


def observations_of(indicator: Indicator, official: Official) -> tuple[rules.Observation, ...]:
    """Every value there is: official figures first, then the municipality's own."""
    own = indicator.own_values
    return tuple(
        rules.Observation(figure.date, exact(figure.value), source=figure.source)
        for figure in figures_of(indicator, official)
        if figure.value is not None
    ) + tuple(
        rules.Observation(
            seen.date,
            exact(seen.value),
            maybe_exact(seen.low),
            maybe_exact(seen.high),
            seen.sample_size,
            seen.source,
            seen.group or None,
            seen.recorded_at,
        )
        for seen in own
    )


def source_of(figure: Figure) -> str:
    """Who publishes it, as it is called in the language of the moment."""
    return str(Source(figure.source).label)


def absence_of(figure: Figure) -> str:
    """Why there is no value, in words; empty when there is one."""
    return str(Absence(figure.absence).label) if figure.absence else ""


def lowest_of(indicator: Indicator) -> Decimal | None:
    """The lowest value that an official topic can have; None: the catalogue knows no lowest, or it is our own measure."""
    topic = catalogue.topics().get(indicator.topic.code) if indicator.topic else None
    return None if topic is None or topic.minimum is None else Decimal(topic.minimum)


def bounds_of(indicator: Indicator) -> rules.Bounds:
    """What a value in its unit can be."""
    return rules.bounds_of(indicator.unit, lowest_of(indicator))


def beside(indicator: Indicator, day: dt.date) -> rules.DatedValue | None:
    """The value known nearest to a day, of the total: the baseline's, an official one or one of the municipality's own."""
    own = indicator.observations.standing().filter(group="")
    known = [rules.DatedValue(seen.date, exact(seen.value)) for seen in own]
    published = figures_of(indicator, official_figures([indicator]))
    known += [rules.DatedValue(figure.date, exact(figure.value)) for figure in published if figure.value is not None]
    if indicator.has_baseline():
        known.append(rules.DatedValue(indicator.baseline.date, exact(indicator.baseline.value)))
    return min(known, key=lambda value: abs(value.date - day), default=None)


def unit_of(indicator: Indicator) -> rules.Unit:
    return rules.Unit(indicator.unit, indicator.decimals)


def exact(value: Decimal) -> Decimal:
    """The value without the zeros that the column adds."""
    return value.normalize()


def maybe_exact(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize()
