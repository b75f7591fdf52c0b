"""The sentences of Django and of DRF, in both languages: they say that something is invalid, ours say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import django
import rest_framework

from tests.sweeps.translations.catalogues import PLACEHOLDER, of_packages


def stock_in(texts: Iterable[str]) -> list[str]:
    """Those that are, or hold, a sentence of theirs."""
    return [text for text in texts if _sentences().search(text)]


@cache
def _sentences() -> re.Pattern[str]:
    """Whole sentences only: what ends with a full stop and is no abbreviation."""
    said = [
        text for entry in of_packages(django, rest_framework) for text in (*_forms(entry.id), *_forms(entry.string))
    ]
    return re.compile(
        "|".join(f"(?:^|[.:] ){_pattern(text)}" for text in sorted({*said}) if re.search(r" .*\.$", text))
    )


def _pattern(sentence: str) -> str:
    return ".+?".join(re.escape(part) for part in PLACEHOLDER.split(sentence))


def _forms(text: Any) -> Iterable[str]:
    return (text,) if isinstance(text, str) else text or ()
