"""The municipality's own key can do what it can be issued for: no operation of its scopes is refused to it."""

from __future__ import annotations

import json

import pytest

from participation.partners.choices import scopes_of
from tests.callers import ask
from tests.sweeps.contract.conftest import SNAPSHOT, Operation, operations, real_path
from tests.sweeps.world import World

OFFERED = set(scopes_of(None))
ALL = list(operations(json.loads(SNAPSHOT.read_text())))


def scopes(operation: Operation) -> set[str]:
    return {scope for choice in operation.described["security"] for scope in choice.get("ApiKey", [])}


@pytest.mark.parametrize("operation", [one for one in ALL if scopes(one) & OFFERED], ids=str)
def test_what_it_is_issued_for_is_not_refused(operation: Operation, world: World) -> None:
    answer = ask(world.client("municipal_key"), operation.method.upper(), real_path(operation.path, world))
    assert answer.status_code == 200


def test_each_scope_that_it_can_have_is_used() -> None:
    assert {scope for operation in ALL for scope in scopes(operation)} & OFFERED == OFFERED
    assert not [operation for operation in ALL if operation.method != "get" and scopes(operation) & OFFERED]
