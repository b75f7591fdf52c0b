"""Judging every indicator of a municipality: one transaction, and as many queries for one indicator as for a thousand."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.utils.translation import gettext as _

from monitoring.indicators import events, rules
from monitoring.indicators.models import Indicator, Judgement
from monitoring.indicators.policies import can_judge_indicators
from monitoring.indicators.questions import official_figures, question_of, unit_of
from monitoring.indicators.rules.document import answer
from monitoring.indicators.rules.numerals import rounded_decimal
from tenants.kit.caller import Caller
from tenants.kit.errors import Refused
from tenants.outbox.actions import Change, change

_STORED = [
    "outcome", "previous_outcome", "changed_from", "changed_on", "uncertain", "achieved", "expected", "latest_date",
    "latest_value", "sentence_nl", "sentence_en", "document", "rule_version", "judged_on", "updated_at",
]  # fmt: skip


@dataclass(frozen=True)
class Tally:
    """What judging gave: how many per outcome, how many changed, and how many still lack a baseline or a target."""

    outcomes: dict[str, int]
    changed: int
    unmeasured: int


@dataclass(frozen=True)
class _Judged:
    indicator: Indicator
    judgement: Judgement
    was: str

    @property
    def is_changed(self) -> bool:
        return self.was != self.judgement.outcome


def judge_indicators(
    *, by: Caller, on: dt.date, program_id: UUID | None = None, tell: Callable[[int, int], None] | None = None
) -> Tally:
    """Judge all indicators (or those of one programme) as of a day. `tell(done, total)` reports how far it is."""
    if not can_judge_indicators(by):
        raise Refused(_("Only an administrator or whoever keeps the figures can have everything judged."))
    with change(by) as changing:
        wanted = Indicator.objects.all() if program_id is None else Indicator.objects.of_program(program_id)
        # Two workers judging at once would both see the old outcome and tell of one change twice.
        list(wanted.order_by("pk").select_for_update().values_list("pk", flat=True))
        indicators = list(wanted.with_measures().in_order())
        judged = _judge_all(indicators, on, tell)
        _store([each.judgement for each in judged])
        for each in judged:
            if each.is_changed:
                _tell_change(changing, each)
    outcomes = Counter(each.judgement.outcome for each in judged)
    changed = sum(each.is_changed for each in judged)
    return Tally(dict(sorted(outcomes.items())), changed, len(indicators) - len(judged))


def _judge_all(indicators: Sequence[Indicator], on: dt.date, tell: Callable[[int, int], None] | None) -> list[_Judged]:
    official = official_figures(indicators)
    judged = []
    for done, indicator in enumerate(indicators, start=1):
        question = question_of(indicator, official, on)
        if question is not None:
            judged.append(_judge(indicator, question, on))
        if tell and (done % 50 == 0 or done == len(indicators)):
            tell(done, len(indicators))
    return judged


def _judge(indicator: Indicator, question: rules.Question, on: dt.date) -> _Judged:
    """The judgement to store; the moment of the last change is carried on until the outcome changes again."""
    stored = indicator.judgement if hasattr(indicator, "judgement") else None
    found = rules.judge(question)
    document = answer(question, unit_of(indicator))
    sentences = {language: rules.explain(question, found, language, unit_of(indicator)) for language in rules.Language}
    was = stored.outcome if stored else ""
    is_changed = was != found.outcome.value
    judgement = Judgement(
        indicator=indicator,
        outcome=found.outcome.value,
        previous_outcome=found.previous_outcome.value if found.previous_outcome else "",
        changed_from=was if is_changed or stored is None else stored.changed_from,
        changed_on=on if is_changed or stored is None else stored.changed_on,
        uncertain=found.uncertain,
        achieved=_share(found.achieved),
        expected=_share(found.expected),
        latest_date=found.latest.date if found.latest else None,
        latest_value=found.latest.value if found.latest else None,
        sentence_nl=sentences[rules.Language.NL],
        sentence_en=sentences[rules.Language.EN],
        document=document,
        rule_version=found.rule_version,
        judged_on=on,
    )
    return _Judged(indicator, judgement, was)


def _share(value: Fraction | None) -> Decimal | None:
    """A share beyond what the column holds (a target a hair from the baseline) is kept in the document only."""
    if value is None or abs(value) >= 10**12:
        return None
    return rounded_decimal(value, 6)


def _store(judgements: Sequence[Judgement]) -> None:
    Judgement.objects.bulk_create(judgements, update_conflicts=True, unique_fields=["indicator"], update_fields=_STORED)


def _tell_change(changing: Change, judged: _Judged) -> None:
    changing.emit(
        events.INDICATOR_JUDGED,
        judged.indicator,
        is_public=judged.indicator.program.is_public,
        programId=str(judged.indicator.program_id),
        outcome=judged.judgement.outcome,
        was=judged.was or None,
    )
