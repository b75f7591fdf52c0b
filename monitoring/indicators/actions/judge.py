"""Judging: at once in the transaction that changes what a judgement rests on, and every night whatever is due.

As many queries for one indicator as for a thousand; only what turned out otherwise is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import Count

from monitoring.indicators import events, rules
from monitoring.indicators.documents import answer_with
from monitoring.indicators.fingerprints import fingerprints, outdated
from monitoring.indicators.models import Indicator, Judgement, Judging
from monitoring.indicators.policies import can_judge_indicators
from monitoring.indicators.questions import bounds_of, official_figures, question_of, unit_of
from tenants.kit.caller import Caller
from tenants.kit.policies import require
from tenants.outbox.actions import Change, change

Tell = Callable[[int, int], None]
_KEPT = ("id", "indicator", "created_at")
_STORED = [field.name for field in Judgement._meta.concrete_fields if field.name not in _KEPT]


@dataclass(frozen=True)
class Tally:
    """What judging gave: how many per outcome, how many changed, and how many still lack a baseline or a target."""

    outcomes: dict[str, int]
    changed: int
    unmeasured: int


def judge_indicators(*, by: Caller, on: dt.date, tell: Tell | None = None) -> Tally:
    """Judge as of a day whatever is not judged as of it yet. `tell(done, total)` reports how far it is."""
    require(can_judge_indicators, by, on)
    with change(by) as changing:
        changed = _judge_those(changing, outdated(on), on, tell)
        Judging.objects.bulk_create(
            [Judging(day=on)], update_conflicts=True, unique_fields=["id"], update_fields=["day"]
        )
    found = Judgement.objects.order_by("outcome").values_list("outcome").annotate(number=Count("pk"))
    outcomes = dict(found)
    return Tally(outcomes, changed, Indicator.objects.count() - sum(outcomes.values()))


def judge_now(changing: Change, indicator: Indicator, on: dt.date) -> None:
    """For an action that changed what this judgement rests on; the action holds the indicator's lock."""
    _judge_those(changing, [indicator.pk], on)


def _judge_those(changing: Change, ids: Collection[UUID], on: dt.date, tell: Tell | None = None) -> int:
    """Judge these and write what is otherwise than before; returns how many have another outcome."""
    if not ids:
        return 0
    # Somebody who records a value and the night's judging would otherwise each miss what the other wrote.
    list(Indicator.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    indicators = list(Indicator.objects.filter(pk__in=ids).with_measures().in_order())
    # The marks first: figures that are published in between are then judged once more, and never missed.
    marks = fingerprints(ids)
    official = official_figures(indicators)
    judged: list[tuple[Judgement, str]] = []
    for done, indicator in enumerate(indicators, start=1):
        question = question_of(indicator, official, on)
        if question is not None:
            judged.append(_judgement(indicator, question, marks[indicator.pk]))
        if tell and (done % 50 == 0 or done == len(indicators)):
            tell(done, len(indicators))
    _store([judgement for judgement, _was in judged], ids)
    changed = [(judgement, was) for judgement, was in judged if judgement.outcome != was]
    for judgement, was in changed:
        _tell_change(changing, judgement, was)
    return len(changed)


def _judgement(indicator: Indicator, question: rules.Question, fingerprint: str) -> tuple[Judgement, str]:
    """The judgement to store, and the outcome that it replaces."""
    stored, found, on = indicator.judged(), rules.judge(question), question.today
    was = stored.outcome if stored else ""
    changed_from, changed_on = _last_change(indicator, found.outcome.value, on)
    judgement = Judgement(
        indicator=indicator,
        outcome=found.outcome.value,
        previous_outcome=found.previous_outcome.value if found.previous_outcome else "",
        changed_from=changed_from,
        changed_on=changed_on,
        uncertain=found.uncertain,
        achieved=_share(found.achieved),
        expected=_share(found.expected),
        latest_date=found.latest.date if found.latest else None,
        latest_value=found.latest.value if found.latest else None,
        document=answer_with(question, found, unit_of(indicator), bounds_of(indicator)),
        rule_version=found.rule_version,
        judged_on=on,
        stands_until=rules.stands_until(question),
        fingerprint=fingerprint,
    )
    return judgement, was


def _last_change(indicator: Indicator, outcome: str, on: dt.date) -> tuple[str, dt.date | None]:
    """What it was before the day of its last change, and that day; what came and went within a day is no news.

    On its first day it was nothing before, as long as it is being prepared: what everybody can see has an outcome.
    """
    stored = indicator.judged()
    if stored is None:
        return "", on
    if outcome == stored.outcome:
        return stored.changed_from, stored.changed_on
    is_same_news = stored.changed_on == on and (stored.changed_from or not indicator.program.is_public)
    return stored.changed_from if is_same_news else stored.outcome, on


def _share(value: Fraction | None) -> Decimal | None:
    """A share beyond what the column holds (a target very close to the baseline) is kept in the document only."""
    if value is None or abs(value) >= 10**12:
        return None
    return rules.rounded_decimal(value, 6)


def _store(judgements: Collection[Judgement], ids: Collection[UUID]) -> None:
    """Those of `ids` that cannot be judged any more lose the judgement they had."""
    Judgement.objects.filter(indicator__in=ids).exclude(
        indicator__in=[judgement.indicator_id for judgement in judgements]
    ).delete()
    Judgement.objects.bulk_create(judgements, update_conflicts=True, unique_fields=["indicator"], update_fields=_STORED)


def _tell_change(changing: Change, judgement: Judgement, was: str) -> None:
    changing.emit(events.INDICATOR_JUDGED, judgement.indicator, outcome=judgement.outcome, was=was or None)
