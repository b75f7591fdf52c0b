"""History holds what somebody typed, under the name that the product gives the table, on one server and on many."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import schema_context

from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.outbox.actions import change
from tenants.outbox.models import Event, History
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.programs.programs.things import draft_program, draft_vision


def rename(cast: Cast, reason: str) -> History:
    with change(System("test"), reason):
        cast.manager.name += " II"
        cast.manager.save(update_fields=["name"])
    last = History.objects.of(cast.manager).last()
    assert last is not None
    return last


@pytest.mark.parametrize(
    "reason",
    [
        "'; DROP TABLE outbox_history; --",
        '100% zeker, 50 %s van \\ en " en $$ en {0}',
        "café 🏘️ \u202e\u200b",
        "eerste regel\n\ttweede regel",
        "lang " * 5_000,
        "",
    ],
)
def test_a_reason_is_kept_as_it_was_typed(cast: Cast, reason: str) -> None:
    assert rename(cast, reason).reason == reason


def test_outside_a_request_there_is_no_request_to_name(cast: Cast) -> None:
    assert rename(cast, "").request_id == ""


def test_an_event_names_the_programme_of_its_subject(cast: Cast) -> None:
    subject = draft_vision(draft_program(cast.manager), cast.manager)
    with change(System("test")) as changing:
        event = changing.emit("vision.proposed", subject, version=1)
    assert event.data == {"programId": str(subject.program_id), "version": 1}


def test_the_history_of_a_row_is_of_that_row(cast: Cast) -> None:
    rename(cast, "Mira heet anders")
    assert "Mira heet anders" not in History.objects.of(cast.other_manager).values_list("reason", flat=True)


def test_what_no_text_can_hold_does_not_stop_a_change(cast: Cast) -> None:
    assert rename(cast, "nul \0 en half \ud800").reason == "nul  en half ?"


def test_caller_and_reason_end_with_the_transaction(own_municipality: Municipality) -> None:
    with change(System("test"), "eenmalig"):
        pass
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET name = name || '!'")
    assert set(History.objects.order_by("-id").values_list("caller", "reason")[:5]) == {("", "")}


def test_it_is_told_in_one_real_statement(cast: Cast) -> None:
    """A distributed server does not pass set_config() on, and each statement is a trip."""
    with CaptureQueriesContext(connection) as queries, change(System("test"), "waarom"):
        pass
    told = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(told) == 1
    assert told[0].startswith("SET LOCAL ")


def test_the_name_is_not_that_of_a_shard(cast: Cast) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_user RENAME TO accounts_user_102008")
        cursor.execute("UPDATE accounts_user_102008 SET name = 'Anders' WHERE id = %s", [cast.reader.pk])
    last = History.objects.of(cast.reader).last()
    assert last is not None
    assert last.table_name == "accounts_user"


def test_nothing_is_written_when_the_change_fails(cast: Cast) -> None:
    before = (Event.objects.count(), History.objects.count())
    with pytest.raises(ZeroDivisionError), change(System("test")) as changing:
        cast.manager.name = "Anders"
        cast.manager.save(update_fields=["name"])
        changing.emit("user.roles_changed", cast.manager)
        _ = 1 / 0
    assert (Event.objects.count(), History.objects.count()) == before


def test_a_change_refuses_to_run_inside_another(own_municipality: Municipality) -> None:
    with pytest.raises(RuntimeError, match="durable"), change(System("outer")), change(System("inner")):
        pass


def test_history_tells_who_why_before_and_after(cast: Cast) -> None:
    with change(System("test"), "schrijffout"):
        cast.manager.name = "Mira van het Gebied"
        cast.manager.save(update_fields=["name"])
    last = History.objects.of(cast.manager).last()
    assert last is not None
    assert last.before is not None
    assert last.after is not None
    assert (last.caller, last.reason, last.operation) == ("system:test", "schrijffout", "UPDATE")
    assert (last.before["name"], last.after["name"]) == ("Mira Gebied", "Mira van het Gebied")


def test_history_catches_an_update_that_passes_the_action_by(cast: Cast) -> None:
    User.objects.filter(pk=cast.reader.pk).update(name="Stiekem")
    last = History.objects.of(cast.reader).last()
    assert last is not None
    assert last.caller == ""


def test_a_sign_in_is_no_change(cast: Cast) -> None:
    before = History.objects.of(cast.reader).count()
    User.objects.filter(pk=cast.reader.pk).update(last_login=dt.datetime(2024, 9, 1, tzinfo=dt.UTC))
    assert History.objects.of(cast.reader).count() == before


def test_history_lands_in_the_schema_of_the_row(cast: Cast, rotterdam: Municipality) -> None:
    """Also for a statement that names another schema than the one of the session."""
    before = History.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE gm0599.accounts_user SET name = 'Elders' WHERE email = 'mira@example.nl'")
    assert History.objects.count() == before
    with schema_context(rotterdam.schema_name):
        last = History.objects.last()
        assert last is not None
        assert last.after is not None
        assert last.after["name"] == "Elders"
