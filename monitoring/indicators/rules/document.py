"""The judgement as a document: what `manage.py judge` and the API read and write (camelCase, ISO dates)."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .checks import faults_of
from .faults import DocumentError, Fault
from .fields import Fields, Reader, exact
from .forecast import Forecast, NoForecast, forecast
from .judgement import DatedValue, Direction, Judgement, Observation, Question, judge
from .numerals import Language, Unit, rounded_decimal
from .sentences import explain, explain_forecast

_KNOWN = (
    "direction", "baseline", "milestones", "low", "high", "tolerance", "intervalMonths", "today", "observations",
)  # fmt: skip
_KNOWN_OF_OBSERVATION = ("date", "value", "low", "high", "sampleSize", "source", "group", "recordedAt")
_LONGEST_INTERVAL = 1200
_SHARE_DECIMALS = 4


def loads(text: str | bytes) -> object:
    """JSON with exact numbers; NaN and Infinity are read too, so that the field that holds one can be named."""
    return json.loads(text, parse_float=exact, parse_int=exact, parse_constant=exact, object_pairs_hook=Fields)


def parse(raw: object, today: date) -> Question:
    """The question that a document asks; raises `DocumentError` with every fault in it.

    `today` is used if the document has none.
    """
    faults: list[Fault] = []
    reader = Reader(raw, "", _KNOWN, faults)
    if not isinstance(raw, Mapping):
        raise DocumentError(tuple(faults))
    direction = _direction(reader)
    baseline = _dated(reader, "baseline")
    milestones = tuple(_dated_item(item, pointer, faults) for pointer, item in reader.items("milestones"))
    observations = tuple(_observation(item, pointer, faults) for pointer, item in reader.items("observations"))
    low, high, tolerance = (reader.number(name) for name in ("low", "high", "tolerance"))
    interval = reader.whole("intervalMonths", _LONGEST_INTERVAL)
    day = reader.day("today")
    if faults or direction is None or baseline is None:
        raise DocumentError(tuple(faults))
    question = Question(
        direction=direction,
        baseline=baseline,
        today=day or today,
        milestones=tuple(milestone for milestone in milestones if milestone),
        observations=tuple(seen for seen in observations if seen),
        low=low,
        high=high,
        tolerance=tolerance,
        interval_months=interval or 12,
    )
    found = faults_of(question)
    if found:
        raise DocumentError(tuple(found))
    return question


def _direction(reader: Reader) -> Direction | None:
    raw = reader.raw.get("direction")
    if isinstance(raw, str) and raw in tuple(Direction):
        return Direction(raw)
    reader.fault("direction", "direction", known=", ".join(Direction))
    return None


def _dated(reader: Reader, name: str) -> DatedValue | None:
    if not reader.given(name):
        reader.fault(name, "required")
        return None
    return _dated_item(reader.raw[name], f"{reader.pointer}/{name}", reader.faults)


def _dated_item(raw: object, pointer: str, faults: list[Fault]) -> DatedValue | None:
    reader = Reader(raw, pointer, ("date", "value"), faults)
    day, value = reader.day("date", required=True), reader.number("value", required=True)
    return DatedValue(day, value) if day is not None and value is not None else None


def _observation(raw: object, pointer: str, faults: list[Fault]) -> Observation | None:
    reader = Reader(raw, pointer, _KNOWN_OF_OBSERVATION, faults)
    day, value = reader.day("date", required=True), reader.number("value", required=True)
    low, high = reader.number("low"), reader.number("high")
    size = reader.whole("sampleSize", 10**12)
    source, group, moment = reader.text("source"), reader.text("group"), reader.moment("recordedAt")
    if day is None or value is None:
        return None
    return Observation(day, value, low, high, size, source, group, moment)


def answer(question: Question) -> dict[str, object]:
    """The whole answer to a question, ready for JSON."""
    return document_of(question, judge(question))


def document_of(question: Question, judgement: Judgement, unit: Unit | None = None) -> dict[str, object]:
    """A judgement as a document, with the forecast and what both say."""
    found = forecast(question)
    outlook = {language.value: explain_forecast(question, found, language, unit) for language in Language}
    return {
        "outcome": judgement.outcome.value,
        "achieved": share(judgement.achieved),
        "expected": share(judgement.expected),
        "uncertain": judgement.uncertain,
        "previousOutcome": judgement.previous_outcome.value if judgement.previous_outcome else None,
        "latest": latest_as_document(judgement),
        "forecast": None if isinstance(found, NoForecast) else {**_forecast(found), "sentences": outlook},
        "forecastReason": outlook if isinstance(found, NoForecast) else None,
        "sentences": {language.value: explain(question, judgement, language, unit) for language in Language},
        "ruleVersion": judgement.rule_version,
    }


def share(value: Fraction | None) -> float | None:
    return None if value is None else float(rounded_decimal(value, _SHARE_DECIMALS))


def latest_as_document(judgement: Judgement) -> dict[str, object] | None:
    latest = judgement.latest
    if latest is None:
        return None
    shown: dict[str, object] = {"date": latest.date.isoformat(), "value": json_number(latest.value)}
    if latest.source is not None:
        shown["source"] = latest.source
    return shown


def json_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _forecast(found: Forecast) -> dict[str, object]:
    def figure(value: Fraction) -> int | float:
        return json_number(rounded_decimal(value, _SHARE_DECIMALS))

    return {
        "outcome": found.prospect.value,
        "date": found.date.isoformat(),
        "value": figure(found.value),
        "low": figure(min(found.low, found.high)),
        "high": figure(max(found.low, found.high)),
        "values": found.values,
    }


def problem(refused: DocumentError, language: Language) -> dict[str, object]:
    """The refusal as problem details (RFC 9457), every faulty field named."""
    title = {Language.NL: "Dit document kan niet worden beoordeeld.", Language.EN: "This document cannot be judged."}
    errors = [
        {"pointer": fault.pointer, "code": fault.code, "detail": fault.detail(language)} for fault in refused.faults
    ]
    return {
        "type": "/api/v1/problems/cannot-be-judged",
        "title": title[language],
        "status": 400,
        "detail": " ".join(f"{fault.pointer or '/'}: {fault.detail(language)}" for fault in refused.faults),
        "errors": errors,
    }
