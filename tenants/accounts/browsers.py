"""Browsers and devices in words, from what a browser says about itself."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that is named counts: nearly all say that they are Safari too, and Edge that it is Chrome.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_DEVICES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def in_words(agent: str) -> str:
    """Such as "Firefox on Windows"; what is not known is said to be unknown."""
    browser = next((name for mark, name in _BROWSERS if mark in agent), "")
    device = next((name for mark, name in _DEVICES if mark in agent), "")
    if browser and device:
        return _("%(browser)s on %(device)s") % {"browser": browser, "device": device}
    return browser or device or _("an unknown browser")
