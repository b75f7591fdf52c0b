"""The connection with what tenancy adds to it: `schema_name`, `tenant`, `set_tenant()`, `set_schema_to_public()`.

Its types know nothing of those, so it is passed on untyped, in this one place.
"""

from __future__ import annotations

from typing import Any

from django.db import connection as _connection

connection: Any = _connection
