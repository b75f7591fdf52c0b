"""A cursor of the feed: good, misspelt, or of a feed that is no more."""

from __future__ import annotations

import io
import uuid
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tenants.kit.api.pagination import write_cursor
from tenants.kit.database import connection
from tenants.outbox.models import Event, Generation
from tenants.public.municipalities.models import Municipality
from tests.at_once import at_once
from tests.tenants.outbox.reading import Follower, happen

SOMEBODY = uuid.UUID(int=1)


@pytest.fixture
def reader(own_municipality: Municipality) -> Follower:
    reader = Follower(own_municipality)
    happen("first")
    reader.go_on()
    return reader


@pytest.mark.parametrize(
    "cursor",
    ["x", "%FF", "MX4y", "LTF-MDE5", "a" * 201, write_cursor((SOMEBODY, -1)), write_cursor((SOMEBODY, 2**63))],
)
def test_a_cursor_of_nobody_is_400(reader: Follower, cursor: str) -> None:
    response = reader.client.get(f"/api/v1/events?after={cursor}")
    assert response.status_code == 400
    assert response.json()["errors"][0]["parameter"] == "after"


def go_elsewhere() -> None:
    """As after a restore: what was placed so far was placed by another server."""
    Generation.objects.update(origin="another/00000001/1")


def test_a_cursor_survives_a_move(reader: Follower) -> None:
    go_elsewhere()
    assert reader.go_on() == []
    happen("second")
    assert reader.go_on() == ["second"]
    assert Generation.objects.count() == 2


def test_whoever_read_what_a_copy_does_not_have_gets_410_and_the_way_on(reader: Follower) -> None:
    copied = Generation.objects.get()
    happen("lost")
    reader.go_on()
    # The copy that was made before that is put back, and life goes on at the same positions.
    Event.objects.after(copied.last).delete()
    Generation.objects.update(last=copied.last)
    go_elsewhere()
    assert reader.ask().status_code == 410
    happen("second")
    happen("third")
    gone = reader.ask()
    assert gone.status_code == 410
    assert gone["Content-Type"].startswith("application/problem+json")
    assert gone.json()["code"] == "cursor_gone"
    on = reader.client.get(gone.json()["next"]).json()
    assert [event["data"]["note"] for event in on["results"]] == ["second", "third"]


def test_a_generation_that_begins_during_a_request(reader: Follower, own_municipality: Municipality) -> None:
    """The first event on another server is placed after the reader's request looked at the generations."""
    begun: list[str] = []

    def begin(execute: Any, sql: str, *rest: Any) -> Any:
        found = execute(sql, *rest)
        if "outbox_generation" in sql and not begun:
            begun.append(sql)
            go_elsewhere()
            at_once(own_municipality, lambda: happen("meanwhile"))
        return found

    with connection.execute_wrapper(begin):
        reader.go_on()
    assert begun
    reader.go_on()
    assert reader.noted == ["first", "meanwhile"]


def test_a_cursor_of_another_feed_starts_again(reader: Follower) -> None:
    reader.cursor = write_cursor((SOMEBODY, 1))
    gone = reader.ask()
    assert gone.status_code == 410
    on = reader.client.get(gone.json()["next"]).json()
    assert "first" in [event["data"].get("note") for event in on["results"]]


def test_an_operator_can_say_that_a_snapshot_was_put_back(reader: Follower, own_municipality: Municipality) -> None:
    """The server is the same, so it cannot know."""
    snapshot = Generation.objects.get()
    happen("lost")
    reader.go_on()
    Event.objects.after(snapshot.last).delete()
    Generation.objects.update(last=snapshot.last)
    call_command("renew_feed", own_municipality.code, stdout=io.StringIO())
    connection.set_tenant(own_municipality)
    happen("second")
    gone = reader.ask()
    assert gone.status_code == 410
    assert [event["data"]["note"] for event in reader.client.get(gone.json()["next"]).json()["results"]] == ["second"]


def test_only_of_a_municipality_that_is_there(reader: Follower) -> None:
    with pytest.raises(CommandError, match="GM0000"):
        call_command("renew_feed", "GM0000")
