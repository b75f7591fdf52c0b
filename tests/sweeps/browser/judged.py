"""Which pages the browser has judged before: it does so again only when what a page is made of has changed.

That is its HTML, every stylesheet and script, the judging itself, and the browser. What is new with each run (ids,
tokens, the hour) is left out. The fingerprints are this machine's own and stay out of the tree, so a fresh clone judges
every page; `.ci/run` always does.
"""

from __future__ import annotations

import hashlib
import os
import re
from functools import cache
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from django.contrib.staticfiles.finders import get_finders

from config.services import home
from tests.databases import EVERYTHING

_NEW_WITH_EACH_RUN = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"  # ids
    r"|(?<=type=\"hidden\") name=\"\w+\" value=\"[^\"]*\""  # nobody sees them
    r"|(?<=nonce=\")[^\"]+"
    r"|\brw[0-9a-f]{10}\b"  # beginnings of keys
    r"|(?<=localhost):\d+"
    r"|\b\d{1,2}:\d{2}\b"
)
_FILE = home() / "tests" / "judged"


def fingerprint(html: str, browser: str) -> str:
    digest = hashlib.sha256(_NEW_WITH_EACH_RUN.sub("", html).encode())
    digest.update(_surroundings().encode() + browser.encode())
    return digest.hexdigest()


def is_judged(page: str) -> bool:
    return EVERYTHING not in os.environ and page in _known()


def remember(page: str) -> None:
    _FILE.parent.mkdir(parents=True, exist_ok=True)
    with _FILE.open("a") as file:
        file.write(f"{page}\n")


@cache
def _known() -> frozenset[str]:
    """The file grows with each change of a page; of the oldest nobody has need."""
    lines = _FILE.read_text().split() if _FILE.exists() else []
    return frozenset(lines[-5_000:])


@cache
def _surroundings() -> str:
    digest = hashlib.sha256(AXE_SCRIPT.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(path.encode())
            with storage.open(path) as file:
                digest.update(file.read())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
