"""Figures and days as a reader writes them, in Dutch and in English, without the machinery of a web framework."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from fractions import Fraction

from babel.dates import format_date
from babel.numbers import format_decimal, parse_pattern

_PRECISE = Context(prec=60)
_PATTERN = parse_pattern("#,##0.###############")


# Units of the official topics that are words; a sign such as km² is the same everywhere, and so is what people type.
_IN_ENGLISH = {
    "aantal": "number",
    "aantal inwoners per km²": "inhabitants per km²",
    "klasse": "class",
    "per 1 000 inwoners": "per 1,000 inhabitants",
    "per huishouden": "per household",
    "x 1 000 euro": "x 1,000 euros",
}


class Language(StrEnum):
    NL = "nl"
    EN = "en"


@dataclass(frozen=True)
class Unit:
    """How values and differences are written; an empty unit speaks of points, a count of nothing but the number."""

    name: str = ""
    decimals: int = 0

    def named(self, language: Language) -> str:
        """As the reader calls it."""
        return _IN_ENGLISH.get(self.name, self.name) if language is Language.EN else self.name

    @property
    def is_count(self) -> bool:
        """CBS writes "aantal" for a plain number of what the indicator is about."""
        return self.name == "aantal"

    def value(self, value: Fraction | Decimal, language: Language) -> str:
        text = numeral(value, self.decimals, language)
        if not self.name or self.is_count:
            return text
        return f"{text}%" if self.name == "%" else f"{text} {self.named(language)}"

    def difference(self, value: Fraction | Decimal, language: Language) -> str:
        """`1 point`, `2 points`, `3 percentage points`, `40 homes`."""
        text = numeral(value, self.decimals, language)
        return text if self.is_count else f"{text} {self.points(text, language)}"

    def points(self, text: str, language: Language) -> str:
        if self.name and self.name != "%":
            return self.named(language)
        one = text in ("1", "-1")
        if language is Language.NL:
            return ("procentpunt" if self.name else "punt") + ("" if one else "en")
        return ("percentage point" if self.name else "point") + ("" if one else "s")


def numeral(value: Fraction | Decimal, decimals: int, language: Language) -> str:
    """Rounded half away from zero; decimal comma and full stops in Dutch."""
    return format_decimal(rounded_decimal(value, decimals), format=_PATTERN, locale=language.value)


def rounded_decimal(value: Fraction | Decimal, decimals: int) -> Decimal:
    exact = Fraction(value)
    quotient = _PRECISE.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    rounded = quotient.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _PRECISE)
    return rounded if rounded else abs(rounded)


def decimals_of(*values: Decimal | None) -> int:
    """Enough decimals to write all of these, three at most."""
    exponents = [value.normalize(_PRECISE).as_tuple().exponent for value in values if value is not None]
    return min(3, max((-each for each in exponents if isinstance(each, int) and each < 0), default=0))


def long_date(day: date, language: Language) -> str:
    return format_date(day, "d MMMM y", locale=language.value)
