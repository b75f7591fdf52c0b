"""The chart of an indicator: a Plotly figure as a plain dict, and the plan of its printed twin. No queries here.

Colours are names of the stylesheet (`var(--good)`); the browser puts the municipality's own in their place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from monitoring.dashboards.drawing import Mark, Plan
from monitoring.dashboards.figures import ChartedFigure, IndicatorFigure, Point
from monitoring.indicators.names import TONES, language
from monitoring.indicators.rules import Direction, Language, Outcome

_HIDDEN = {"width": 0}


def tone_of(outcome: str) -> str:
    return TONES[Outcome(outcome)]


def plan_of(figure: ChartedFigure, on: dt.date) -> Plan | None:
    """What to draw; None when there is no baseline to draw it against."""
    if figure.baseline is None or figure.baseline.value is None:
        return None
    path = [Mark(figure.baseline.date, float(figure.baseline.value), _baseline_label(figure))]
    path += [
        Mark(point.date, float(point.value), _target_label(figure, point))
        for point in figure.targets
        if point.value is not None and figure.direction in (Direction.UP, Direction.DOWN)
    ]
    measured = [
        Mark(point.date, float(point.value), f"{point.date.year}: {write(figure, point.value)}")
        for point in figure.measured
        if point.value is not None
    ]
    return Plan(tuple(path), _margin(figure), tuple(measured), _band(figure), language())


def write(figure: IndicatorFigure, value: Decimal) -> str:
    return figure.unit.value(value, language())


def _baseline_label(figure: IndicatorFigure) -> str:
    value = figure.baseline.value if figure.baseline else None
    return _("baseline %(value)s") % {"value": "" if value is None else write(figure, value)}


def _target_label(figure: IndicatorFigure, point: Point) -> str:
    value = "" if point.value is None else write(figure, point.value)
    return _("target %(year)s: %(value)s") % {"year": point.date.year, "value": value}


def _margin(figure: ChartedFigure) -> float:
    """The tolerance of a path in the unit of the values."""
    question = figure.question
    if question is None or not question.has_path:
        return 0.0
    return float(question.allowed * abs(question.path))


def _band(figure: ChartedFigure) -> tuple[float, float] | None:
    question = figure.question
    if question is None or question.has_path:
        return None
    low, high = question.band
    return float(low), float(high)


def plotly(figure: ChartedFigure, plan: Plan) -> dict[str, Any]:
    """Baseline, dashed path with its tolerance, and the values in the colour of the outcome; no legend."""
    colour = f"var(--{tone_of(figure.outcome)})"
    days = [mark.date for mark in (*plan.path, *plan.measured)]
    return {
        "data": [*_band_traces(plan, min(days), max(days)), *_path_traces(plan), _value_trace(plan, colour)],
        "layout": {
            "margin": {"l": 48, "r": 24, "t": 24, "b": 32},
            "height": 290,
            "showlegend": False,
            "hovermode": "closest",
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": "var(--muted)", "size": 13},
            "xaxis": {"showgrid": False, "zeroline": False, "tickformat": "%Y", "nticks": 6, "fixedrange": True},
            "yaxis": {
                "gridcolor": "var(--line)",
                "zeroline": False,
                "nticks": 6,
                "fixedrange": True,
                "separatethousands": True,
            },
            "separators": ",." if plan.language is Language.NL else ".,",
        },
        "config": {"displayModeBar": False, "responsive": True, "scrollZoom": False},
    }


def _band_traces(plan: Plan, first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    if plan.band:
        low, high = plan.band
        days = [first.isoformat(), last.isoformat()]
        return _filled(days, [low, low], [high, high])
    if not plan.margin or len(plan.path) < 2:
        return []
    values = [mark.value for mark in plan.path]
    days = [mark.date.isoformat() for mark in plan.path]
    return _filled(days, [each - plan.margin for each in values], [each + plan.margin for each in values])


def _filled(days: Sequence[str], low: Sequence[float], high: Sequence[float]) -> list[dict[str, Any]]:
    common = {"type": "scatter", "mode": "lines", "x": list(days), "line": _HIDDEN, "hoverinfo": "skip"}
    return [{**common, "y": list(low)}, {**common, "y": list(high), "fill": "tonexty", "fillcolor": "var(--band)"}]


def _path_traces(plan: Plan) -> list[dict[str, Any]]:
    if len(plan.path) < 2:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "x": [mark.date.isoformat() for mark in plan.path],
            "y": [mark.value for mark in plan.path],
            # As on paper only the last target has its words beside it; those before it say them when pointed at.
            "text": [*[""] * (len(plan.path) - 1), plan.path[-1].label],
            "hovertext": [mark.label for mark in plan.path],
            # On the side where the path does not come from.
            "textposition": "bottom left" if _falls(plan) else "top left",
            "textfont": {"color": "var(--ink)"},
            "cliponaxis": False,
            "line": {"color": "var(--brand)", "width": 2, "dash": "dash"},
            "marker": {"color": "var(--card)", "size": 11, "line": {"color": "var(--brand)", "width": 2.5}},
            "hoverinfo": "text+x",
        }
    ]


def _falls(plan: Plan) -> bool:
    return plan.path[-1].value < plan.path[0].value


def _value_trace(plan: Plan, colour: str) -> dict[str, Any]:
    marks = [plan.path[0], *plan.measured]
    between = [""] * (len(marks) - 2)
    rises = len(marks) > 1 and marks[1].value > marks[0].value
    falls = len(marks) > 1 and marks[-1].value < marks[-2].value
    labels = [marks[0].label, *between, marks[-1].label] if len(marks) > 1 else [marks[0].label]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [mark.date.isoformat() for mark in marks],
        "y": [mark.value for mark in marks],
        "text": labels,
        "hovertext": [mark.label for mark in marks],
        # Off the line that leads to the point.
        "textposition": [
            "bottom right" if rises else "top right",
            *["bottom center" if falls else "top center"] * (len(marks) - 1),
        ],
        "textfont": {"color": "var(--ink)"},
        "line": {"color": colour, "width": 3.5},
        "marker": {"color": colour, "size": 10},
        "hoverinfo": "text+x",
        "cliponaxis": False,
    }
