"""What one cell of a published table says: a number, or that there is none and why.

Pure. A number stays text, with a point, so that nothing is rounded between the file and the database.
"""

from __future__ import annotations

import re
from typing import Final

from monitoring.public.statistics.choices import LETTERS, PRESENT, Absence

Cell = str | int | float | None

# Beside the letters of absence, for the reader of a line only; none of these is ever stored.
EMPTY: Final = "e"
NEGATIVE: Final = "<"
UNREADABLE: Final = "!"

_SUPPRESSED = LETTERS[Absence.SUPPRESSED.value]
_UNKNOWN = LETTERS[Absence.UNKNOWN.value]

_NUMBER = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
# The district and neighbourhood map writes -99999999; newer maps are said to use other numbers of that family.
_SENTINEL = re.compile(r"-9{4}[0-9]*(?:[.,]0+)?")
_WORDS = {
    ".": _SUPPRESSED,
    "x": _SUPPRESSED,
    "": EMPTY,
    "NA": _UNKNOWN,
    "NULL": _UNKNOWN,
    "None": _UNKNOWN,
    "NaN": _UNKNOWN,
}


_MOST_REMEMBERED = 65536


class CellReader(dict[Cell, tuple[str | None, str]]):
    """Remembers what cells say: a table of percentages has a few thousand different ones among millions.

    Ask it as a dictionary. It forgets everything when it has grown large, so that memory stays bounded.
    """

    def __missing__(self, cell: Cell) -> tuple[str | None, str]:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[cell] = read_cell(cell)
        return self[cell]


def read_cell(cell: Cell) -> tuple[str | None, str]:
    """The number as text and PRESENT; or None (a negative number: its text) and the letter that says what is wrong."""
    if cell is None:
        return None, EMPTY
    text = repr(cell) if isinstance(cell, float) else str(cell)
    text = text.strip()
    word = _WORDS.get(text)
    if word is not None:
        return None, word
    if not _NUMBER.fullmatch(text):
        return None, UNREADABLE
    if text.startswith("-"):
        if _SENTINEL.fullmatch(text):
            return None, _UNKNOWN
        return text.replace(",", "."), NEGATIVE
    return text.replace(",", "."), PRESENT
