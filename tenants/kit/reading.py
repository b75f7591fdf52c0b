"""Reads what people write: text, numbers and days, in a form, a file or a command, in Dutch and in English alike.

Pure. What can be read in two ways is not read at all: whoever wrote it is asked. Nothing becomes a thousand times itself.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal

# ── Text ─────────────────────────────────────────────────────────────────────

# Line ends of all kinds. Word writes a vertical tab where somebody pressed Shift and Enter.
_LINE_END = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile("[^\\S\n]+")
# Not seen, though Unicode counts them among the letters, marks and signs: fillers, joiners, selectors, an empty braille cell.
_BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# Controls, what only directs the letters around it, halves of a pair, private use.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})

Code = Literal["no_text", "no_number", "two_readings", "no_whole_number", "no_day", "no_such_day"]


class Unreadable(ValueError):
    """What was written cannot be read. `readings` are the two that it could have."""

    def __init__(self, code: Code, readings: tuple[Decimal, ...] = ()) -> None:
        super().__init__(code)
        self.code, self.readings = code, readings


def lines(raw: str) -> str:
    """A text of several lines: composed letters (NFC), plain line ends, and nothing that cannot be seen.

    Raises Unreadable for NUL and half a character, which no keyboard makes: what stood there is lost.
    """
    if "\x00" in raw or any("\ud800" <= letter <= "\udfff" for letter in raw):
        raise Unreadable("no_text")
    text = _SPACES.sub(" ", _LINE_END.sub("\n", raw))
    text = "".join(letter for letter in _BLANK.sub("", text) if letter == "\n" or _is_seen(letter))
    return re.sub(" ?\n ?", "\n", unicodedata.normalize("NFC", text)).strip()


def line(raw: str) -> str:
    """A text of one line, such as a name; otherwise as `lines`."""
    return re.sub("\\s+", " ", lines(raw))


def storable(text: str) -> str:
    """What PostgreSQL can keep of a text that nobody can be asked to write otherwise: without NUL, half characters marked."""
    return text.encode(errors="replace").decode().replace("\0", "")


def storable_document(value: Any) -> Any:
    """The same for every text in what becomes JSON."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {storable(name): storable_document(part) for name, part in value.items()}
    return [storable_document(part) for part in value] if isinstance(value, list | tuple) else value


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN and ord(letter) & 0xFFFE != 0xFFFE


# ── Numbers ──────────────────────────────────────────────────────────────────

_MINUS = re.compile("[-\u2212\u2013]")
_EURO = re.compile("€|\\b(?:eur|euro)\\b", re.IGNORECASE)
_NO_CENTS = re.compile("[.,][-\u2013\u2014]{1,2}$")
_LONGEST = 27  # figures and marks; a Decimal is exact up to 28 figures


def number(raw: str, *, money: bool = False) -> Decimal:
    """1.234,5 and 1,234.5 and 1 234,5; € 1.500 and 50.000,- too. Raises Unreadable.

    12,345 is twelve thousand or twelve and a bit: that is asked back, unless it is money, which has two decimals at most.
    """
    text = line(raw)
    unmarked = _NO_CENTS.sub("", _EURO.sub("", text).strip())
    money = money or unmarked != text
    sign, digits = (-1, unmarked[1:].lstrip()) if _MINUS.match(unmarked) else (1, unmarked)
    readings = tuple(sorted(set(_readings(digits)))) if len(digits) <= _LONGEST else ()
    if not readings:
        raise Unreadable("no_number")
    if len(readings) > 1 and not money:
        raise Unreadable("two_readings", tuple(sign * reading for reading in readings))
    return sign * readings[-1]


def _readings(digits: str) -> Iterator[Decimal]:
    """Every number that the digits and marks may mean: at most two."""
    for group in ("", " ", ".", ","):
        whole = f"[1-9][0-9]{{0,2}}(?:\\{group}[0-9]{{3}})+" if group else "[0-9]*"
        for mark in {".", ","} - {group}:
            found = re.fullmatch(f"({whole})(?:\\{mark}([0-9]+))?", digits)
            if found and digits:
                yield _plain(f"{found[1].replace(group, '') or 0}.{found[2] or 0}")


def _plain(text: str) -> Decimal:
    """Without noughts at the end, and without an exponent: 40, not 40.00 and not 4E+1."""
    value = Decimal(text).normalize()
    exponent = value.as_tuple().exponent
    return value.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else value


def written(value: Decimal, mark: str = ",") -> str:
    """So that `number` reads the same again: digits and a decimal mark, three decimals with a nought behind them."""
    whole, _point, decimals = f"{_plain(str(value)):f}".partition(".")
    if not decimals:
        return whole
    return f"{whole}{mark}{decimals}{'0' if len(decimals) == 3 else ''}"


def whole_number(raw: str) -> int:
    """A number without decimals. Raises Unreadable."""
    value = number(raw)
    if value != value.to_integral_value():
        raise Unreadable("no_whole_number")
    return int(value)


# ── Days ─────────────────────────────────────────────────────────────────────

# Whatever the product knows a day of lies between these: 0204 is a slip of the keyboard, and 9999 means that nobody chose.
EARLIEST, LATEST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
_ISO = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_YEAR_FIRST = re.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_DAY_FIRST = re.compile("([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})")


def day(raw: str, *, iso: bool = False) -> dt.date:
    """2027-12-31, or by people 31-12-2027. Raises Unreadable. Whether the year is likely is for the field to say."""
    text = raw if iso else line(raw)
    if found := (_ISO if iso else _YEAR_FIRST).fullmatch(text):
        parts = found.groups()
    elif not iso and (found := _DAY_FIRST.fullmatch(text)):
        parts = found.groups()[::-1]
    else:
        raise Unreadable("no_day")
    try:
        return dt.date(*map(int, parts))
    except ValueError:
        raise Unreadable("no_such_day") from None


def year(raw: str) -> int:
    """The digits of a year, at most four. Raises Unreadable."""
    text = line(raw)
    if not re.fullmatch("[0-9]{1,4}", text):
        raise Unreadable("no_whole_number")
    return int(text)
