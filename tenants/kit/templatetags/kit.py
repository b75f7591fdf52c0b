"""What templates say often: a state in glyph and word, a figure, an amount, a day, a line of decades."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_compact_decimal
from django import template
from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tenants.kit import decades as line
from tenants.kit.dutch import dutch, dutch_in
from tenants.kit.fields import moment_of

# From here on noughts are counted rather than seen.
_LARGE = 100_000
_ALL_DECIMALS = 14

register = template.Library()
register.filter("dutch", dutch)
register.filter("dutch_in", dutch_in)
register.filter("seen_at", moment_of)

# Tone decides glyph and colour; the word beside it decides the meaning. See tenants/kit/static/kit/raderwerk.css.
_GLYPHS = {
    "good": '<circle cx="8" cy="8" r="7"/><path d="M4.5 8.3l2.4 2.4 4.6-5"/>',
    "watch": '<path d="M8 1.5l7 12.5H1z" stroke-linejoin="round"/><path d="M8 6v4m0 1.6v.4"/>',
    "bad": '<rect x="1.5" y="1.5" width="13" height="13" rx="1"/><path d="M8 4v7m-3-3l3 3 3-3"/>',
    "calm": '<circle cx="8" cy="8" r="7" stroke-dasharray="2.5 2.5"/><path d="M4.5 8h7"/>',
    "error": '<circle cx="8" cy="8" r="7"/><path d="M8 4v5m0 1.8v.6"/>',
}


@register.simple_tag
def glyph(tone: str) -> SafeString:
    """The drawing that goes with a tone; says nothing to a screen reader, the word beside it does."""
    drawing = _GLYPHS.get(tone, _GLYPHS["calm"])
    return mark_safe(  # noqa: S308 (only the constants above)
        '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2"'
        f' aria-hidden="true" focusable="false">{drawing}</svg>'
    )


@register.inclusion_tag("kit/tag.html")
def tag(tone: str, word: Any) -> dict[str, Any]:
    """A status as glyph and word, for example `{% tag "watch" _("waits for an answer") %}`."""
    return {"tone": tone if tone in _GLYPHS else "calm", "word": word}


@register.filter
def capital(name: str) -> str:
    """The letter by which a municipality is known: the G of 's-Gravenhage."""
    return next((letter for letter in name if letter.isupper()), name[:1])


@register.filter
def figure(value: Any, decimals: int | None = None) -> str:
    """A number as people of the language write it: 1.234,5 in Dutch, 1,234.5 in English. Nothing becomes a dash.

    Without `decimals` the number keeps the decimals it was published with.
    """
    if value is None or value == "":
        return "–"
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not number.is_finite():
        return str(value)
    if decimals is None:
        exponent = number.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return number_format(number, decimal_pos=int(decimals), use_l10n=True, force_grouping=True)


@register.filter
def percent(value: Any, decimals: int | None = 1) -> str:
    text = figure(value, decimals)
    return text if text == "–" else f"{text}%"


@register.filter
def euro(value: Any) -> str:
    """An amount of money: € 85.000 in Dutch, €85,000 in English; cents only when there are any."""
    if value is None or value == "":
        return "–"
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    text = figure(abs(amount), 0 if amount == amount.to_integral_value() else 2)
    sign = "−" if amount < 0 else ""
    return f"{sign}€\u00a0{text}" if (get_language() or "nl").startswith("nl") else f"{sign}€{text}"


@register.filter
def euro_aloud(value: Any) -> str:
    """An amount where people decide on it; a large one is read back in words, so that a nought too many is seen.

    € 1.250.000 (1,25 miljoen). Nothing is rounded away.
    """
    text = euro(value)
    try:
        amount = abs(Decimal(str(value)))
    except InvalidOperation:
        return text
    if amount < _LARGE:
        return text
    language = (get_language() or "nl").partition("-")[0]
    words = format_compact_decimal(amount, format_type="long", locale=language, fraction_digits=_ALL_DECIMALS)
    return f"{text} ({words})"


@register.filter(expects_localtime=True)
def day(value: dt.date | dt.datetime | None) -> str:
    """A day in full: 1 september 2024."""
    return date_format(value, "j F Y") if value else "–"


@register.filter(expects_localtime=True)
def moment(value: dt.datetime | None) -> str:
    return date_format(value, "j F Y H:i") if value else "–"


@register.inclusion_tag("kit/decades.html")
def decades(
    begin: dt.date | int,
    horizon: dt.date | int,
    on: dt.date,
    phases: Iterable[dt.date | int] = (),
    scale: line.Span | None = None,
) -> dict[str, Any]:
    """A programme's bar on the line of decades; begin, horizon and phases are days or years.

    In a list `scale` is the same for all: `span` of them.
    """
    phases = tuple(phases or ())
    begin_year, horizon_year = (value if isinstance(value, int) else value.year for value in (begin, horizon))
    return {
        "drawings": [
            ("wide", line.draw(begin, horizon, on, phases, scale=scale)),
            ("medium", line.draw(begin, horizon, on, phases, width=680, scale=scale)),
            ("narrow", line.draw(begin, horizon, on, phases, width=320, scale=scale)),
        ],
        "horizon": horizon_year,
        "label": _("From %(begin)s to %(horizon)s; it is now %(now)s.")
        % {"begin": begin_year, "horizon": horizon_year, "now": on.year},
    }


@register.filter
def error_target(field: Any) -> str:
    """The id that a link in the error summary must jump to; a group of choices has it on its container."""
    return str(field.id_for_label or field.auto_id)


@register.filter
def is_checkbox(field: Any) -> bool:
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset
