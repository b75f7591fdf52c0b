"""What is sent to a municipality's schema, a distributed server can pass on to where the schema is.

Its limits, as tried: one statement at a time; settings of a transaction by SET LOCAL; a table's name in a trigger is that of a
shard; a statement writes in one schema.
"""

from __future__ import annotations

import re

import pytest
from psycopg.pq import ExecStatus

from tenants.kit.database import connection
from tenants.kit.postgresql.statements import statements
from tenants.public.municipalities.models import MigrationScript, SchemaScript
from tenants.public.municipalities.schemas import TEMPLATE

REFUSED = {
    "TG_TABLE_NAME": "A trigger gets its table's name as an argument.",
    "TG_RELNAME": "A trigger gets its table's name as an argument.",
    "set_config": "Write a real SET LOCAL.",
    "dblink": "A schema speaks to no other server.",
    "LISTEN": "Only the server that holds the connection hears it.",
}
# What writes, and the schema when it is named.
_WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?(?:UNIQUE\s+)?"
    r'(?:TABLE|INDEX|FUNCTION|SEQUENCE|TRIGGER|VIEW|TYPE))\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?"?(\w+)"?\.',
    re.I,
)
_SAID = re.compile(r"RAISE EXCEPTION[^;]*;", re.I)


def sent_by_migrations() -> list[tuple[str, str]]:
    return [
        (f"{script.app}.{script.name}", statement)
        for script in MigrationScript.objects.order_by("app", "name")
        for statement in script.statements or ()
    ]


def script() -> list[str]:
    return statements(SchemaScript.objects.get().script)


def is_one(sql: str) -> bool:
    """The server itself says so; the statement is only parsed."""
    with connection.cursor():
        result = connection.connection.pgconn.prepare(b"", sql.encode())
    return not (result.status == ExecStatus.FATAL_ERROR and b"multiple commands" in result.error_message)


@pytest.mark.usefixtures("db")
def test_the_migrations_of_the_municipalities_are_looked_at() -> None:
    sent = sent_by_migrations()
    assert any("CREATE TABLE" in statement for _name, statement in sent)
    assert any("CREATE  TRIGGER" in statement for _name, statement in sent)


@pytest.mark.usefixtures("db")
def test_statements_go_one_by_one() -> None:
    sent = [*sent_by_migrations(), *(("script", sql) for sql in script())]
    assert [f"{name}: {sql[:80]}" for name, sql in sent if not is_one(sql)] == []
    assert not is_one("SELECT 1; SELECT 2")  # (the check can fail)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("word", REFUSED)
def test_nothing_is_sent_that_is_not_passed_on(word: str) -> None:
    """In the schema as it stands in the end; what a trigger says when it refuses may name a shard."""
    found = [sql[:120] for sql in script() if re.search(rf"\b{word}\b", _SAID.sub("", sql))]
    assert found == [], REFUSED[word]


@pytest.mark.usefixtures("db")
def test_a_statement_writes_in_no_other_schema() -> None:
    elsewhere = [f"{name}: {sql[:80]}" for name, sql in sent_by_migrations() if set(_WRITES.findall(sql))]
    elsewhere += [sql[:80] for sql in script() if set(_WRITES.findall(sql)) - {TEMPLATE}]
    assert elsewhere == []
    assert _WRITES.findall('INSERT INTO "public".geography_region VALUES (1)')  # (the check can fail)


@pytest.mark.parametrize(
    ("sql", "parts"),
    [
        ("SELECT 1; SELECT 2;", ["SELECT 1", "SELECT 2"]),
        ("SELECT ';' , \"a;b\" ; SELECT 'it''s; fine'", ["SELECT ';' , \"a;b\"", "SELECT 'it''s; fine'"]),
        ("DO $a$ BEGIN PERFORM $$;$$; END $a$; SELECT 1", ["DO $a$ BEGIN PERFORM $$;$$; END $a$", "SELECT 1"]),
        ("SELECT 1 -- a; b\n; /* c; d */ SELECT 2", ["SELECT 1 -- a; b", "/* c; d */ SELECT 2"]),
        (" ;; ", []),
    ],
)
def test_a_script_is_cut_at_its_ends_only(sql: str, parts: list[str]) -> None:
    assert statements(sql) == parts
