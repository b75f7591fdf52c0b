"""What must never stand in a log: keys, and the secrets that links carry in their path or query.

Secrets are known by their shape and not by their address, so that the link of an app that comes later, or of a
library, is masked too. Every log line passes here last (`config.settings`).
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

MASK = "***"

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_SECRETS = (
    # The prefix of a key stays: it says which one it was, and opens nothing.
    re.compile(r"(?P<kept>\brw[0-9a-f]{10}\.)[\w-]+"),
    re.compile(r"(?P<kept>\bApi-Key\s+(?:[\w-]+\.)?)[\w-]+", re.I),
    re.compile(r"(?P<kept>[?&](?:key|token|secret|code|state|signature|password)=)[^&\s\"']+", re.I),
    # A part of a path of twenty characters or more with a capital, a digit or a colon in it, except the id of a row.
    re.compile(rf"(?P<kept>/|%2F)(?!{_UUID}(?![\w.:=~%+-]))(?=[^/?&#\s\"']*[A-Z0-9_:])[\w.:=~%+-]{{20,}}", re.A),
)


def without_secrets(text: str) -> str:
    for secret in _SECRETS:
        text = secret.sub(rf"\g<kept>{MASK}", text)
    return text


def mask_secrets(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """The last processor of structlog before a line becomes JSON."""
    for name, value in line.items():
        line[name] = _masked(value)
    return line


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, list | tuple):
        return [_masked(part) for part in value]
    if isinstance(value, dict):
        return {name: _masked(part) for name, part in value.items()}
    return value
