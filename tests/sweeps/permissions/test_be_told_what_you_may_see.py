"""The feed of everybody holds what their lists hold, and a key's scopes are asked for each event."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from participation.commitments.models import Commitment
from programs.mandates.models import Mandate
from programs.objectives.actions import remove_objective, set_objective
from programs.programs.choices import Theme
from programs.programs.models import Program
from tenants.kit.scopes import Scope
from tenants.outbox.kinds import event_kinds, kind_named
from tenants.outbox.models import Event
from tests.callers import with_key
from tests.participation.partners.things import stored
from tests.sweeps.world import World

PEOPLE = ("administrator", "manager", "editor", "steward", "clerk", "council_member", "reader")
KEYS = ("partner_key", "other_key", "municipal_key")
# What a kind of event is about, and the list in which it is found.
LISTS = {"program": "programs", "commitment": "commitments", "area": "areas", "mandate": "mandates"}


def everything(client: Client, address: str) -> list[dict[str, Any]]:
    """All pages; nothing when the list is not for this caller."""
    found: list[dict[str, Any]] = []
    following: str | None = f"/api/v1/{address}"
    while following:
        answer = client.get(following)
        if answer.status_code == 403:
            return []
        assert answer.status_code == 200
        found += answer.json()["results"]
        following = answer.json()["next"]
    return found


@pytest.mark.parametrize("who", [*PEOPLE, *KEYS])
def test_the_feed_holds_what_the_lists_hold(world: World, who: str) -> None:
    client = world.client(who)
    events = everything(client, "events?pageSize=500")
    for kind, address in LISTS.items():
        told = {event["subjectId"] for event in events if event["subjectKind"] == kind}
        assert told == {item["id"] for item in everything(client, f"{address}?pageSize=500")}, kind


@pytest.mark.parametrize("who", ["clerk", "council_member", "reader", *KEYS])
def test_nobody_else_learns_of_a_draft(world: World, who: str) -> None:
    draft = str(world.hidden["program_id"])
    vision = str(world.values["vision_id"])
    events = everything(world.client(who), "events?pageSize=500")
    assert events
    assert [event for event in events if draft in str(event) or vision in str(event)] == []


def test_whoever_works_on_drafts_does(world: World) -> None:
    draft = str(world.hidden["program_id"])
    assert draft in str(everything(world.client("editor"), "events?pageSize=500"))


@pytest.mark.parametrize("who", ["partner_key", "other_key"])
def test_a_partner_is_told_of_its_own_commitments_only(world: World, who: str) -> None:
    own = Commitment.objects.filter(party=stored(world.keys[who]).partner).values_list("pk", flat=True)
    assert 0 < len(own) < Commitment.objects.count()
    events = everything(world.client(who), "events?pageSize=500")
    assert {event["subjectId"] for event in events if event["subjectKind"] == "commitment"} == {str(pk) for pk in own}
    assert str(world.the(Program).pk) in str(events)


@pytest.mark.parametrize(("who", "knows_mandates"), [("municipal_key", True), ("partner_key", False)])
def test_a_key_is_told_nothing_of_keys_and_people(world: World, who: str, knows_mandates: bool) -> None:
    """Of mandates only the municipality's own, as in its lists."""
    events = everything(world.client(who), "events?pageSize=500")
    assert {event["subjectKind"] for event in events}.isdisjoint({"apikey", "user", "invitation", "policy"})
    assert (str(world.the(Mandate).pk) in str(events)) == knows_mandates


@pytest.mark.parametrize("of_partner", [True, False])
@pytest.mark.parametrize("scope", Scope)
def test_a_key_is_told_what_its_scope_says(world: World, scope: Scope, of_partner: bool) -> None:
    """With the right to read programmes only, a key reads nothing of commitments."""
    credential = world.keys["partner_key" if of_partner else "municipal_key"]
    key = stored(credential)
    key.scopes = [scope]
    key.save(update_fields=["scopes"])
    told = {event["type"] for event in everything(with_key(credential), "events?pageSize=500")}
    assert {kind_named(name).scope for name in told} <= {scope}
    assert bool(told) == (scope != Scope.COMMITMENTS_WRITE)


def test_what_is_removed_is_told_to_who_saw_it(world: World) -> None:
    draft = Program.objects.get(pk=world.hidden["program_id"])
    objective = set_objective(draft, title="Weg", theme=Theme.SOCIAL, by=world.administrator, on=world.on)
    removed = str(objective.pk)
    remove_objective(objective, by=world.administrator, on=world.on)
    for who, expected in (("editor", [removed]), ("reader", [])):
        told = everything(world.client(who), "events?type=objective.removed&pageSize=500")
        assert [event["subjectId"] for event in told] == expected


def test_every_kind_says_with_which_row_it_is_seen() -> None:
    for kind in event_kinds().values():
        if kind.seen_with is not None:
            assert hasattr(apps.get_model(kind.seen_with)._default_manager.all(), "visible_to"), kind


def test_an_event_that_no_app_declares_is_a_mistake_of_ours(world: World) -> None:
    with pytest.raises(LookupError, match="events.py"):
        kind_named("program.exploded")


def test_every_event_has_the_row_that_decides(world: World) -> None:
    undecided = Event.objects.filter(seen_with_id=None).values_list("name", flat=True)
    assert {name for name in undecided if kind_named(name).seen_with} == set()
