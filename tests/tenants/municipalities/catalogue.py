"""A schema as pg_dump writes it down, its name aside."""

from __future__ import annotations

import re
import subprocess

from django.conf import settings
from psycopg.conninfo import make_conninfo

from tenants.kit.database import connection


def dump(schema: str) -> list[str]:
    parameters = connection.get_connection_params()
    address = make_conninfo(
        **{key: parameters[key] for key in ("host", "port", "user", "dbname") if parameters.get(key)}
    )
    written = subprocess.run(
        [
            settings.PG_DUMP,
            "--schema-only",
            f"--schema={schema}",
            "--no-owner",
            "--no-privileges",
            f"--dbname={address}",
        ],
        env={"PGPASSWORD": str(parameters.get("password") or "")},
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.replace(schema, "SCHEMA") for line in written.stdout.splitlines()]
    return [_plain(line) for line in lines if not re.match(r"\\(un)?restrict", line)]


def _plain(line: str) -> str:
    """PostgreSQL writes `IN ('a')` with casts, and after a round trip with the same casts elsewhere."""
    if "CONSTRAINT" not in line and "WHERE" not in line:
        return line
    return re.sub(r"::(character varying|text)(\[\])?|[()]", "", line)
