"""What stands on a page as words, and in which language each of them is said to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = frozenset(["area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])


@dataclass(frozen=True)
class Text:
    """A piece of text with the language and the names of the elements around it, the outermost first."""

    words: str
    language: str
    within: tuple[str, ...]


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str]] = []
        self.found: list[Text] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            around = self.open[-1][1] if self.open else ""
            self.open.append((tag, dict(attributes).get("lang") or around))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if words := " ".join(data.split()):
            self.found.append(Text(words, self.open[-1][1] if self.open else "", tuple(name for name, _ in self.open)))


def texts_of(page: str, *, but_within: frozenset[str]) -> Iterator[Text]:
    reader = _Texts()
    reader.feed(page)
    return (text for text in reader.found if not but_within.intersection(text.within))
