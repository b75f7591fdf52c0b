"""What was recorded stays, whoever speaks to the database with the application's own user and password."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import ProgrammingError, transaction
from psycopg.errors import InsufficientPrivilege

from tenants.accounts.models import User
from tenants.kit.database import connection
from tenants.outbox import keeper
from tenants.outbox.models import History
from tenants.public.municipalities.models import Municipality
from tenants.public.municipalities.schemas import TEMPLATE
from tests.cast import Cast

CHANGING = [
    "UPDATE {history} SET caller = 'nobody'",
    "DELETE FROM {history}",
    "TRUNCATE {history}",
]
# The ways round a trigger and a privilege, for whoever does not own the table.
TAKING = [
    "ALTER TABLE {history} DISABLE TRIGGER ALL",
    "DROP TRIGGER pgtrigger_only_added_to_0fddd ON {history}",
    "ALTER TABLE {history} DROP COLUMN reason",
    "ALTER TABLE {history} OWNER TO CURRENT_USER",
    "CREATE TRIGGER mine BEFORE INSERT ON {history} FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "ALTER TABLE {history} RENAME TO mine",
    "SET ROLE raderwerk_history",
    "GRANT raderwerk_history TO CURRENT_USER",
    "ALTER FUNCTION raderwerk_history.keep(text) OWNER TO CURRENT_USER",
    "SET session_replication_role = 'replica'",
]


def refuse(statement: str, schema: str) -> str:
    """The server's own words."""
    with pytest.raises(ProgrammingError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(history=f'"{schema}".outbox_history'))
    assert isinstance(refused.value.__cause__, InsufficientPrivilege)
    return str(refused.value)


@pytest.fixture
def kept(cast: Cast) -> str:
    """A municipality's schema in an installation with a keeper."""
    if not keeper.has_keeper():
        pytest.skip("This server was not prepared with history_keeper.sql; the embedded one is.")
    return str(connection.schema_name)


@pytest.mark.parametrize("statement", [*CHANGING, *TAKING])
@pytest.mark.parametrize("of", ["municipality", "installation"])
def test_the_application_cannot_change_it(kept: str, statement: str, of: str) -> None:
    refuse(statement, kept if of == "municipality" else "public")


def test_the_application_cannot_give_itself_the_right(kept: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON {kept}.outbox_history TO CURRENT_USER")  # (a warning of the server)
    refuse("DELETE FROM {history}", kept)


def test_the_application_is_no_superuser(cast: Cast) -> None:
    """Or nothing here would say anything."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


def test_the_application_goes_on_adding_to_it(kept: str, cast: Cast) -> None:
    before = History.objects.of(cast.reader).count()
    User.objects.filter(pk=cast.reader.pk).update(name="Anders")
    assert History.objects.of(cast.reader).count() == before + 1


@pytest.mark.parametrize("statement", CHANGING)
def test_a_trigger_refuses_where_the_application_owns_it(cast: Cast, statement: str) -> None:
    """As in the template, and in an installation without a keeper."""
    assert "History is only added to." in refuse(statement, TEMPLATE)


def test_migrate_hands_over_what_is_not_kept_yet(
    own_municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A municipality that was restored from a dump is the application's again, its history too."""
    if not keeper.has_keeper():
        pytest.skip("This server was not prepared with history_keeper.sql; the embedded one is.")
    copy = f"{own_municipality.schema_name}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {copy}")
        cursor.execute(f"CREATE TABLE {copy}.outbox_history (LIKE outbox_history INCLUDING ALL)")
        cursor.execute(f"GRANT ALL ON {copy}.outbox_history TO PUBLIC")
        try:
            assert keeper.hand_over_histories(except_for=TEMPLATE) == [copy]
            assert "permission denied" in refuse("DELETE FROM {history}", copy)
            assert keeper.hand_over_histories(except_for=TEMPLATE) == []
        finally:
            cursor.execute(f"DROP SCHEMA {copy} CASCADE")


def test_an_installation_without_a_keeper_works(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeper, "has_keeper", lambda: False)
    keeper.hand_over_history("raderwerk_template")
    assert keeper.hand_over_histories(except_for="") == []


def test_the_operator_finds_the_script() -> None:
    told = Path("docs/operating.md").read_text()
    assert "tenants/outbox/history_keeper.sql" in told
    assert Path("tenants/outbox/history_keeper.sql").exists()
