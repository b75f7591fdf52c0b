"""The security log: who came in, who was kept out, which keys were refused.

One JSON object a line, among the other logs, by the logger `raderwerk.security`. Municipality and request id stand in
every line. Name what it is about by an id or a key's prefix; `kit.masking` is a net and no reason to pass a secret.
"""

from __future__ import annotations

from typing import Any

import structlog
from django_tenants.utils import get_public_schema_name

from tenants.kit.caller import ANONYMOUS, Caller
from tenants.kit.database import connection

_logger = structlog.get_logger("raderwerk.security")


def log_security(event: str, by: Caller = ANONYMOUS, **details: Any) -> None:
    """Record a past fact, such as "sign_in.failed". Of a person only the id is told, of a key its prefix."""
    _logger.info(event, caller=by.label(), municipality=_municipality(), **details)


def _municipality() -> str:
    """As the middleware names it in every other line: the code, or `-` for the operator's own schema."""
    schema: str = connection.schema_name
    return "-" if schema == get_public_schema_name() else schema.upper()
