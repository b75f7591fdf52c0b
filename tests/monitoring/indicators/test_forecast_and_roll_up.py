"""Where the line ends, and how judgements and areas go together."""

from fractions import Fraction
from typing import Any

import pytest

from monitoring.indicators.documents import answer, parse
from monitoring.indicators.rules import (
    AreaValue,
    Forecast,
    Kind,
    NoForecast,
    Outcome,
    Prospect,
    RollUp,
    RollUpRefused,
    distribution,
    forecast,
    roll_up,
)

from .question import document, today


def measured(*values: float, direction: str = "up", target: float = 80, **changes: Any) -> dict[str, Any]:
    """Values on 1 January of 2021 and the years after it."""
    more: list[dict[str, Any]] = [{"date": f"{2021 + n}-01-01", "value": v} for n, v in enumerate(values)]
    return document(direction, 60, None, target, more=more, **changes)


@pytest.mark.parametrize(
    ("raw", "prospect"),
    [
        (measured(61, 63, 64, 66), Prospect.WILL_MISS),
        (measured(62, 65, 67, 70), Prospect.WILL_REACH),
        (measured(62, 64, 66, 68), Prospect.UNDECIDED),
        (measured(61, 66, 62, 68), Prospect.UNDECIDED),
        (measured(57, 54, 51, 48, direction="down", target=40), Prospect.WILL_REACH),
        (measured(59, 58, 57, 56, direction="down", target=40), Prospect.WILL_MISS),
    ],
)
def test_the_trend_says_whether_the_target_will_be_reached(raw: dict[str, Any], prospect: Prospect) -> None:
    found = forecast(parse(raw, today))
    assert isinstance(found, Forecast)
    assert found.prospect is prospect


def test_one_odd_year_among_many_does_not_widen_the_interval() -> None:
    """With ten values the interval leaves out the steepest and the flattest slopes, at both ends as many."""
    found = forecast(parse(measured(61, 62, 63, 64, 90, 66, 67, 68, 69, target=100, today="2029-06-01"), today))
    assert isinstance(found, Forecast)
    assert [round(float(value), 1) for value in (found.low, found.value, found.high)] == [70, 70, 70]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (measured(62, 64), NoForecast.TOO_FEW_VALUES),
        (document("keep", 60, 60), NoForecast.NO_TARGET_DATE),
        (measured(62, 64, 66, 68, today="2030-01-01"), NoForecast.TARGET_DATE_PASSED),
    ],
)
def test_without_a_forecast_it_says_why(raw: dict[str, Any], reason: NoForecast) -> None:
    found = answer(parse(raw, today))
    assert forecast(parse(raw, today)) is reason
    assert found["forecast"] is None
    assert str(found["forecastReason"]).count("forecast") == 1


def test_the_forecast_is_in_the_answer_with_its_interval() -> None:
    found = answer(parse(measured(62, 64, 66, 68), today))
    assert found["forecastReason"] is None
    forecast = dict(found["forecast"])  # type: ignore[call-overload]
    assert forecast.pop("sentences")["en"].startswith("Whether the target of 80 will be reached by 1 January 2030")
    assert forecast == {
        "outcome": "undecided", "date": "2030-01-01", "value": pytest.approx(80.01, abs=0.01),
        "low": pytest.approx(79.97, abs=0.01), "high": pytest.approx(80.01, abs=0.01), "values": 5,
    }  # fmt: skip


def test_overshoot_elsewhere_cannot_hide_the_worst() -> None:
    found = distribution([Outcome.ACHIEVED, Outcome.ON_TRACK, Outcome.WORSENING, Outcome.ON_TRACK])
    assert found.worst is Outcome.WORSENING
    assert found.counts == ((Outcome.WORSENING, 1), (Outcome.ON_TRACK, 2), (Outcome.ACHIEVED, 1))
    assert (found.on_course, found.total) == (3, 4)


def test_nothing_has_no_worst() -> None:
    assert distribution([]).worst is None


def part(value: int | None, weight: int | None = None, **more: Any) -> AreaValue:
    def exact(number: int | None) -> Fraction | None:
        return None if number is None else Fraction(number)

    return AreaValue("", exact(value), exact(weight), **more)


def test_a_rate_is_divided_by_all_the_people_and_not_averaged() -> None:
    found = roll_up(Kind.RATE, [part(10, 1000), part(50, 100)])
    assert isinstance(found, RollUp)
    assert float(found.value) == pytest.approx(13.636, abs=0.001)


def test_a_stock_is_added_with_its_coverage() -> None:
    parts = [part(5, residents=Fraction(96)), part(None, residents=Fraction(4))]
    assert roll_up(Kind.STOCK, parts) == RollUp(Fraction(5), 1, 2, Fraction(96, 100))


@pytest.mark.parametrize(
    ("kind", "parts", "reason"),
    [
        (Kind.MEAN, [part(5), part(7)], RollUpRefused.NO_WEIGHT),
        (Kind.INDEX, [part(5), part(7)], RollUpRefused.NO_WEIGHT),
        (Kind.RATE, [part(5, 0)], RollUpRefused.NO_WEIGHT),
        (Kind.STOCK, [], RollUpRefused.NO_AREAS),
        (Kind.STOCK, [part(None)], RollUpRefused.NOTHING_KNOWN),
        (Kind.STOCK, [part(5), part(2, suppressed=True)], RollUpRefused.WOULD_REVEAL),
    ],
)
def test_a_total_that_cannot_be_given_is_refused_with_a_reason(
    kind: Kind, parts: list[AreaValue], reason: RollUpRefused
) -> None:
    assert roll_up(kind, parts) is reason
