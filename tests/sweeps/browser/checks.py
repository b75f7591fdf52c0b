"""What must hold on every page, whoever made it."""

from __future__ import annotations

from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page


def findings(page: Page) -> list[str]:
    """What axe has against the page: rule, element and advice, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    # Only the findings cross to Python: whatever passed is a hundred times as long.
    found: list[str] = page.evaluate(
        """async options => (await axe.run(options)).violations.flatMap(
            found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 160)} (${found.help})`))""",
        {"resultTypes": ["violations"]},
    )
    return found


def sideways(page: Page) -> list[str]:
    """The elements that stick out when the page can be scrolled to the side; nothing when it cannot."""
    found: list[str] = page.evaluate(
        """() => {
            const width = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= width) return [];
            const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > width + 1);
            return wide.slice(-3).map(e => e.outerHTML.slice(0, 160));
        }"""
    )
    return found


def listen(page: Page) -> list[str]:
    """A list that fills with every address the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def strangers(requests: list[str], host: str) -> list[str]:
    """The addresses that were asked of another host than the page's own."""
    return [url for url in requests if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc != host]


def small_targets(page: Page) -> list[str]:
    """Controls below 24 by 24 pixels; links inside a sentence are exempt (WCAG 2.5.8)."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, summary, nav a, .btn")]
            .filter(e => e.checkVisibility() && !e.closest("[hidden]"))
            .map(e => [e, e.getBoundingClientRect()])
            .filter(([e, box]) => box.width > 0 && (box.width < 24 || box.height < 24))
            .map(([e, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${e.outerHTML.slice(0, 120)}`)"""
    )
    return found
