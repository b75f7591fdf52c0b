"""The feed skips nothing and repeats nothing, whoever writes, places or dies at the same moment."""

from __future__ import annotations

import threading

import pytest

from participation.partners.choices import PartnerKind
from tenants.accounts.models import User
from tenants.kit.api.pagination import read_cursor
from tenants.kit.caller import System
from tenants.kit.database import connection
from tenants.outbox.actions import _PLACE, _TURN, change, place_events
from tenants.outbox.models import Event, Generation
from tenants.public.municipalities.models import Domain, Municipality
from tests.at_once import at_once
from tests.participation.partners.things import Machine, make_key, make_partner
from tests.tenants.outbox.reading import Follower, another_session, happen, write_without_committing


def test_an_event_that_commits_late_comes_later(own_municipality: Municipality) -> None:
    """A starts first and commits last; B, in between, does not wait for it and is not overtaken by it."""
    reader = Follower(own_municipality)
    slow = another_session(own_municipality)
    try:
        write_without_committing(slow, "slow")
        happen("quick")
        assert reader.go_on() == ["quick"]
        slow.commit()
        assert reader.go_on() == ["slow"]
        assert reader.go_on() == []
    finally:
        slow.close()
    assert Follower(own_municipality).go_on() == ["quick", "slow"]


def test_a_transaction_held_open_elsewhere_delays_nothing(own_municipality: Municipality) -> None:
    elsewhere = another_session(Municipality.objects.get(code="GM0505"))
    try:
        with elsewhere.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        happen("now")
        assert Follower(own_municipality).go_on() == ["now"]
    finally:
        elsewhere.close()


def test_following_next_is_reading_in_order(own_municipality: Municipality) -> None:
    for number in range(7):
        happen(str(number))
    assert Follower(own_municipality, page_size=2).go_on() == [str(number) for number in range(7)]


def test_events_are_placed_in_the_order_in_which_they_were_written(own_municipality: Municipality) -> None:
    """Their ids say nothing of it: two machines' clocks differ."""
    several, order = another_session(own_municipality), [f"{number}" for number in range(12)]
    try:
        for note in order:
            write_without_committing(several, note)
        several.commit()
    finally:
        several.close()
    assert Follower(own_municipality).go_on() == order


def test_two_changes_of_one_row_keep_their_order(own_municipality: Municipality) -> None:
    """Who locks the row first is told of first, also when nothing was placed in between."""
    order: list[str] = []

    def rename(name: str) -> None:
        with change(System("test")) as changing:
            user = User.objects.select_for_update().get(email="mira@example.nl")
            order.append(name)
            changing.emit("user.roles_changed", user, note=name)

    at_once(own_municipality, *[lambda name=str(number): rename(name) for number in range(8)])
    assert len(order) == 8
    assert Follower(own_municipality).go_on() == order


def test_many_write_while_one_reads(own_municipality: Municipality) -> None:
    """Eight writers of twenty events each; the reader asks as fast as it can, page by page."""
    reader, written = Follower(own_municipality, page_size=3), threading.Event()
    reader.go_on()

    def write(writer: int) -> None:
        for number in range(20):
            happen(f"{writer}.{number}")

    def follow() -> None:
        while not written.is_set():
            reader.go_on()
        connection.close()

    following = threading.Thread(target=follow)
    following.start()
    at_once(own_municipality, *[lambda writer=number: write(writer) for number in range(8)])
    written.set()
    following.join(timeout=60)
    reader.go_on()
    assert sorted(reader.noted) == sorted(f"{writer}.{number}" for writer in range(8) for number in range(20))
    for writer in range(8):
        assert [note for note in reader.noted if note.startswith(f"{writer}.")] == [f"{writer}.{n}" for n in range(20)]
    positions = Event.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, len(positions) + 1))


def test_who_dies_while_placing_leaves_nothing_behind(own_municipality: Municipality) -> None:
    reader = Follower(own_municipality)
    happen("before")
    reader.go_on()
    dying = another_session(own_municipality)
    with dying.cursor() as cursor:
        cursor.execute(_TURN, [f"{own_municipality.schema_name}.feed"])
        assert cursor.fetchone()[0]
        happen("meanwhile")  # whose own turn fails, and who goes on
        cursor.execute(_PLACE, [Generation.objects.get().last])
        assert cursor.rowcount == 1
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()
    assert reader.go_on() == []  # it does not wait for the other one either
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
    happen("after")
    assert reader.go_on() == ["meanwhile", "after"]


def test_what_was_committed_waits_for_no_later_change(
    own_municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that made the change died before it could place its event: the reader does it."""
    monkeypatch.setattr("tenants.outbox.actions.place_events", lambda: None)
    happen("orphan")
    assert Event.objects.waiting().count() == 1
    assert Follower(own_municipality).go_on() == ["orphan"]


def test_a_change_stands_when_its_event_cannot_be_placed(
    own_municipality: Municipality, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr("tenants.outbox.actions.place_events", fail)
    happen("stands")
    assert Event.objects.waiting().count() == 1


def test_a_reader_is_not_sent_over_what_others_may_see(own_municipality: Municipality) -> None:
    """Whoever is told nothing of what came last gets the end of the feed as its cursor, and reads on from there."""
    make_partner("Woonbron", PartnerKind.HOUSING_ASSOCIATION)
    stranger = Machine(make_key(None, ("commitments:read",)), host=Domain.objects.get(tenant=own_municipality).domain)
    happen("for colleagues")
    page = stranger.get("events").json()
    assert ([event["type"] for event in page["results"]], page["next"]) == (["partner.added"], None)
    generation, position = read_cursor(page["cursor"])
    assert generation == str(Generation.objects.get().token)
    assert Event.objects.filter(position=position, data={"note": "for colleagues"}).exists()
    assert stranger.get("events", after=page["cursor"]).json() == {**page, "results": []}


def test_placing_nothing_changes_nothing(own_municipality: Municipality) -> None:
    place_events()
    before = list(Generation.objects.values())
    place_events()
    assert list(Generation.objects.values()) == before
