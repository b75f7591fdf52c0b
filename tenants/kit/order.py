"""Names in Dutch order; docs/decisions/0013-rules-stand-with-the-field.md says why it is this one."""

from __future__ import annotations

import unicodedata

from django.db.models import CharField, Func

# Letters with a mark, and the letter at which they stand. What PostgreSQL's `lower` makes of them depends on its locale.
_MARKED = {
    letter: base
    for letter in map(chr, range(0xC0, 0x250))
    if (base := unicodedata.normalize("NFD", letter)[0].lower()).isascii() and base.isalpha()
} | dict(zip("ØøŁłÆæŒœßĲĳ", "oollaaoosyy", strict=True))
_FROM, _TO = "".join(_MARKED), "".join(_MARKED.values())
_PLAIN = f"translate(lower(%(expressions)s), '{_FROM}', '{_TO}')"
_KEY = f"regexp_replace(replace({_PLAIN}, 'ij', 'y'), '^(de|het|een|''t) ', '') COLLATE \"C\""


def in_dutch(name: str) -> Func:
    """By a column with names: without regard to capitals, marks and an article before it, and ij as y."""
    return Func(name, template=_KEY, output_field=CharField())


class Same(Func):
    """A column with names without regard to capitals and marks, for a name that may be there once."""

    template = _PLAIN
    output_field = CharField()
