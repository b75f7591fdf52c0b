"""The judgement as a document: what `manage.py judge` and the API read and write (camelCase, ISO dates).

The rule knows no documents. Here one becomes its question, or a refusal that names every faulty field; and its
judgement becomes an answer.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, PlainValidator, ValidationError, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import ErrorDetails, PydanticCustomError

from monitoring.indicators import rules
from monitoring.indicators.faults import sentence_of
from monitoring.indicators.rules import Language, QuestionFault

_LIMIT = Decimal(10) ** 15
_FINEST = Decimal(1).scaleb(-15)
_PRECISE = Context(prec=60, Emax=999_999_999, Emin=-999_999_999)
_LONGEST_INTERVAL, _LARGEST_SAMPLE = 1200, 10**12
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARE_DECIMALS = 4


class DocumentError(ValueError):
    """A document that cannot be judged, with all its faults at once."""

    def __init__(self, faults: list[QuestionFault]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.pointer}: {fault.code}" for fault in faults))


# ── Reading ──────────────────────────────────────────────────────────────────
class _Repeated:
    """Stands where a name was given twice: which of the two was meant?"""


def loads(text: str | bytes) -> object:
    """JSON with exact numbers; NaN and Infinity are read too, so that the field that holds one can be named."""
    return json.loads(text, parse_float=_exact, parse_int=_exact, parse_constant=_exact, object_pairs_hook=_fields)


def _exact(text: str) -> Decimal:
    """A number as it is written; one beyond what a computer can hold counts as infinite."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


def _fields(pairs: list[tuple[str, object]]) -> dict[str, object]:
    times = Counter(name for name, _value in pairs)
    return {name: _Repeated() if times[name] > 1 else value for name, value in pairs}


def _fault(code: str, **figures: object) -> PydanticCustomError:
    return PydanticCustomError(code, code, {name: str(value) for name, value in figures.items()})


def _number(raw: object) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise _fault("not_a_number")
    value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
    if not value.is_finite():
        raise _fault("not_finite")
    if value.adjusted() >= _LIMIT.adjusted():
        raise _fault("too_large", limit=f"{_LIMIT:f}")
    return value if value.is_zero() else value.quantize(_FINEST, ROUND_HALF_EVEN, _PRECISE).normalize(_PRECISE)


def _whole(largest: int) -> PlainValidator:
    def read(raw: object) -> int:
        value = _number(raw)
        if value != value.to_integral_value():
            raise _fault("not_whole")
        if value <= 0:
            raise _fault("not_positive")
        if value > largest:
            raise _fault("too_large", limit=largest + 1)
        return int(value)

    return PlainValidator(read)


def _day(raw: object) -> dt.date:
    try:
        return dt.date.fromisoformat(raw if isinstance(raw, str) and _ISO_DATE.fullmatch(raw) else "")
    except ValueError:
        raise _fault("not_a_date") from None


def _moment(raw: object) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(raw if isinstance(raw, str) else "")
    except ValueError:
        raise _fault("not_a_moment") from None


def _text(raw: object) -> str:
    if not isinstance(raw, str) or not raw.strip() or not raw.isprintable():
        raise _fault("not_a_text")
    return raw


_Number = Annotated[Decimal, PlainValidator(_number)]
_Day = Annotated[dt.date, PlainValidator(_day)]
_Text = Annotated[str, PlainValidator(_text)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_camel)

    @model_validator(mode="before")
    @classmethod
    def _given(cls, raw: object) -> object:
        """Absent and null mean the same."""
        return {name: value for name, value in raw.items() if value is not None} if isinstance(raw, dict) else raw


class _Dated(_Part):
    date: _Day
    value: _Number


class _Seen(_Dated):
    low: _Number | None = None
    high: _Number | None = None
    sample_size: Annotated[int | None, _whole(_LARGEST_SAMPLE)] = None
    source: _Text | None = None
    group: _Text | None = None
    recorded_at: Annotated[dt.datetime | None, PlainValidator(_moment)] = None


class _Document(_Part):
    direction: rules.Direction
    baseline: _Dated
    milestones: list[_Dated] = []
    observations: list[_Seen] = []
    low: _Number | None = None
    high: _Number | None = None
    tolerance: _Number | None = None
    interval_months: Annotated[int, _whole(_LONGEST_INTERVAL)] = 12
    today: _Day | None = None


_PARTS: dict[object, type[_Part]] = {"baseline": _Dated, "milestones": _Dated, "observations": _Seen}
_CODES = {
    "missing": "required",
    "extra_forbidden": "unknown",
    "list_type": "not_a_list",
    "model_type": "not_an_object",
    "string_unicode": "not_a_text",  # a name with half a character in it
}


def parse(raw: object, today: dt.date) -> rules.Question:
    """The question that a document asks; raises `DocumentError` with every fault in it.

    `today` is used if the document has none.
    """
    try:
        document = _Document.model_validate(raw)
    except ValidationError as error:
        faults = [_fault_of(detail) for detail in error.errors()]
        raise DocumentError(sorted(faults, key=lambda fault: fault.code != "unknown")) from None
    question = rules.Question(
        direction=document.direction,
        baseline=_dated(document.baseline),
        today=document.today or today,
        milestones=tuple(map(_dated, document.milestones)),
        observations=tuple(rules.Observation(**dict(seen)) for seen in document.observations),
        low=document.low,
        high=document.high,
        tolerance=document.tolerance,
        interval_months=document.interval_months,
    )
    if faults := rules.faults_of(question):
        raise DocumentError(faults)
    return question


def _dated(part: _Dated) -> rules.DatedValue:
    return rules.DatedValue(part.date, part.value)


def _fault_of(detail: ErrorDetails) -> QuestionFault:
    """What pydantic found, under a JSON pointer and in our own codes."""
    place = detail["loc"]
    pointer = "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)
    code, figures = _CODES.get(detail["type"], detail["type"]), detail.get("ctx", {})
    if isinstance(detail["input"], _Repeated):
        code = "duplicate"
    elif place == ("direction",):
        code, figures = "direction", {"known": ", ".join(rules.Direction)}
    elif code == "unknown":
        fields = _PARTS.get(place[0] if len(place) > 1 else "", _Document).model_fields
        figures = {"known": ", ".join(map(to_camel, fields))}
    return QuestionFault(pointer, code, figures)


# ── Answering ────────────────────────────────────────────────────────────────
def answer(question: rules.Question) -> dict[str, object]:
    """The whole answer to a question, ready for JSON."""
    return answer_with(question, rules.judge(question))


def answer_with(
    question: rules.Question,
    judgement: rules.Judgement,
    unit: rules.Unit | None = None,
    bounds: rules.Bounds = rules.NO_BOUNDS,
) -> dict[str, object]:
    """A judgement as a document, with the forecast and what both say."""
    found = rules.forecast(question, bounds)
    outlook = {language.value: rules.explain_forecast(question, found, language, unit) for language in Language}
    return {
        "outcome": judgement.outcome.value,
        "achieved": share(judgement.achieved),
        "expected": share(judgement.expected),
        "uncertain": judgement.uncertain,
        "previousOutcome": judgement.previous_outcome.value if judgement.previous_outcome else None,
        "latest": _latest(judgement),
        "forecast": None if isinstance(found, rules.NoForecast) else {**_forecast(found), "sentences": outlook},
        "forecastReason": outlook if isinstance(found, rules.NoForecast) else None,
        "sentences": {language.value: rules.explain(question, judgement, language, unit) for language in Language},
        "ruleVersion": judgement.rule_version,
    }


def share(value: Fraction | None) -> float | None:
    return None if value is None else float(rules.rounded_decimal(value, _SHARE_DECIMALS))


def _latest(judgement: rules.Judgement) -> dict[str, object] | None:
    latest = judgement.latest
    if latest is None:
        return None
    shown: dict[str, object] = {"date": latest.date.isoformat(), "value": _json_number(latest.value)}
    if latest.low is not None and latest.high is not None:
        shown |= {"low": _json_number(latest.low), "high": _json_number(latest.high)}
    return shown if latest.source is None else {**shown, "source": latest.source}


def _forecast(found: rules.Forecast) -> dict[str, object]:
    def figure(value: Fraction) -> int | float:
        return _json_number(rules.rounded_decimal(value, _SHARE_DECIMALS))

    return {
        "outcome": found.prospect.value,
        "date": found.date.isoformat(),
        "value": figure(found.value),
        "low": figure(min(found.low, found.high)),
        "high": figure(max(found.low, found.high)),
        "values": found.values,
    }


def _json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def problem(refused: DocumentError) -> dict[str, object]:
    """The refusal as problem details (RFC 9457) in the language of the moment, every faulty field named."""
    errors = [{"pointer": fault.pointer, "code": fault.code, "detail": sentence_of(fault)} for fault in refused.faults]
    return {
        "type": "/api/v1/problems/cannot-be-judged",
        "title": _("This document cannot be judged."),
        "status": 400,
        "detail": " ".join(f"{error['pointer'] or '/'}: {error['detail']}" for error in errors),
        "errors": errors,
    }
