"""A program that follows the feed of a municipality, as a partner's would: it keeps the cursor and asks again."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.outbox.actions import change
from tenants.public.municipalities.models import Domain, Municipality
from tests.callers import as_user


class Follower:
    """Reads as the administrator, who may see everything that people do."""

    def __init__(self, municipality: Municipality, page_size: int = 500) -> None:
        administrator = User.objects.get(email="anna@example.nl")
        self.client: Client = as_user(administrator, Domain.objects.get(tenant=municipality).domain)
        self.page_size = page_size
        self.cursor: str | None = None
        self.read: list[dict[str, Any]] = []

    def ask(self) -> Any:
        parameters = {"pageSize": self.page_size} | ({} if self.cursor is None else {"after": self.cursor})
        return self.client.get("/api/v1/events", parameters)

    def go_on(self) -> list[str]:
        """What happened since the last time, to the end of the feed: the `to` of the events of these tests."""
        new: list[dict[str, Any]] = []
        while True:
            answer = self.ask()
            assert answer.status_code == 200, answer.content
            page = answer.json()
            new += page["results"]
            self.cursor = page["cursor"]
            if page["next"] is None:
                break
        self.read += new
        return notes(new)

    @property
    def noted(self) -> list[str]:
        return notes(self.read)


def notes(events: list[dict[str, Any]]) -> list[str]:
    return [event["data"]["note"] for event in events if "note" in event["data"]]


def happen(note: str, user: User | None = None) -> None:
    """Something happens, with a note by which a test knows it."""
    with change(System("test")) as changing:
        user = user or User.objects.get(email="mira@example.nl")
        changing.emit("user.roles_changed", user, note=note)


def another_session(municipality: Municipality) -> Any:
    """A connection beside the one of the test, with a transaction that is the test's to end. Close it."""
    other = connection.copy()
    other.set_tenant(municipality)
    other.set_autocommit(False)
    return other


def write_without_committing(session: Any, note: str) -> None:
    with session.cursor() as cursor:
        cursor.execute(
            "INSERT INTO outbox_event (id, created_at, updated_at, name, subject_kind, subject_id, seen_with_id, caller,"
            " data) SELECT gen_random_uuid(), now(), now(), 'user.roles_changed', 'user', id, id, 'test',"
            " jsonb_build_object('note', %s::text) FROM accounts_user WHERE email = 'mira@example.nl'",
            [note],
        )
