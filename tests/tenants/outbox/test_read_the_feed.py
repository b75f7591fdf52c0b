"""The feed of events skips nothing, history lands where the row is, and everything is written together or not at all."""

from __future__ import annotations

import datetime as dt

import pytest
from django_tenants.utils import schema_context

from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.outbox.actions import change
from tenants.outbox.models import Event, History
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast
from tests.tenants.outbox.settling import settle


def test_an_event_of_a_running_transaction_is_not_served_before_an_older_one_can_appear(
    own_municipality: Municipality,
) -> None:
    """A starts first and commits last; B, which commits in between, must wait for it."""
    user = User.objects.get(email="mira@example.nl")
    slow = connection.copy()
    slow.set_tenant(own_municipality)
    try:
        slow.set_autocommit(False)
        with slow.cursor() as cursor:
            cursor.execute(
                "INSERT INTO outbox_event (id, created_at, updated_at, name, subject_kind, subject_id, is_public,"
                " caller, data) VALUES (gen_random_uuid(), now(), now(), 'slow.happened', 'user', 'x', false, 'x', '{}')"
            )
        with change(System("test")) as changing:
            changing.emit("quick.happened", user)
        assert not Event.objects.settled().filter(name="quick.happened").exists()
        slow.commit()
        settle()
        names = list(Event.objects.settled().in_order().values_list("name", flat=True))
        assert names[-2:] == ["slow.happened", "quick.happened"]
    finally:
        slow.close()


def test_nothing_is_written_when_the_change_fails(cast: Cast) -> None:
    before = (Event.objects.count(), History.objects.count())
    with pytest.raises(ZeroDivisionError), change(System("test")) as changing:
        cast.manager.name = "Anders"
        cast.manager.save(update_fields=["name"])
        changing.emit("user.renamed", cast.manager)
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
