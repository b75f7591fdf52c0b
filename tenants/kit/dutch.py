"""What people type, and what areas, partners and official regions are called, is Dutch: other pages say so (WCAG 3.1.2).

On a page in Dutch nothing is added. A name or a text goes through `dutch`; a sentence of ours in which names stand is
made with `told`, or marked afterwards by `dutch_in` where it is made for files and pictures too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

LANGUAGE = "nl"


def dutch(text: Any) -> Any:
    """A name, or a text that somebody typed."""
    if not text or (get_language() or LANGUAGE).startswith(LANGUAGE):
        return text
    return format_html('<span lang="{}">{}</span>', LANGUAGE, text)


def told(sentence: Any, /, **words: Any) -> SafeString:
    """A sentence for a page; what `dutch` gave stays marked in it, all other words are only words."""
    filled = escape(sentence) % {name: conditional_escape(word) for name, word in words.items()}
    return mark_safe(filled)  # noqa: S308 (every part is escaped)


def dutch_in(sentence: Any, names: Iterable[Any]) -> str:
    """A sentence in the language of the reader in which these Dutch names stand, with or without a capital."""
    known = sorted({str(name) for name in names if name}, key=len, reverse=True)
    if not known:
        return str(sentence)
    parts = re.split(rf"(?<!\w)({'|'.join(map(re.escape, known))})(?!\w)", str(sentence), flags=re.IGNORECASE)
    # What was split by stands at the odd places.
    return format_html_join("", "{}", ((dutch(part) if place % 2 else part,) for place, part in enumerate(parts)))


class TextBox(forms.Textarea):
    """Where people type a text."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"lang": LANGUAGE, **(attrs or {})})


class NameList(forms.Select):
    """A list of rows by their names; there is no room for markup in an option."""

    def create_option(self, name: str, value: Any, label: Any, *rest: Any, **details: Any) -> dict[str, Any]:
        option = super().create_option(name, value, label, *rest, **details)
        if value:  # not the option that says what choosing none means
            option["attrs"]["lang"] = LANGUAGE
        return option
