"""Schemathesis asks every operation of the document with made-up input, with every kind of key and with none.

Bounded and repeatable: a few examples an operation, always the same ones; with every run of the suite one of the other
keys too, with `make fuzz` all of them and more examples. What it checks: no 500, only statuses, content types, headers and
bodies that the document promises, that wrong input is refused, and that nobody meets what is not theirs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi import checks

from participation.partners.models import ApiKey
from tenants.kit.scopes import Scope
from tests.callers import HOST, without_effect
from tests.participation.partners.things import stored
from tests.sweeps.contract.conftest import SNAPSHOT, Operation, operations, real_values
from tests.sweeps.furnished import THEIRS, stored_world
from tests.sweeps.world import World

ALL = list(operations(json.loads(SNAPSHOT.read_text())))
BASE = f"http://{HOST}/api/v1"
# Whose key: the partner's with everything, with one scope each, the municipality's, nobody's, the neighbour's.
KEYS = ["partner_key", *Scope.values, "municipal_key", "none", "theirs"]
REQUESTS = int(os.environ.get("FUZZ_REQUESTS", "0"))
EXAMPLES = max(4, REQUESTS // (2 * len(ALL) * len(KEYS)))


def keys_for(number: int) -> list[str]:
    """The partner's, and one of the others in turn."""
    return KEYS if REQUESTS else [KEYS[0], KEYS[1 + number % (len(KEYS) - 1)]]


def headers_of(key: str, world: World) -> dict[str, str]:
    """As the holder of this key sends it; a key for one scope is the partner's, issued for that alone."""
    if key == "none":
        return {}
    if key == "theirs":
        return {"Authorization": f"Api-Key {stored_world('GM0599').keys['partner_key']}"}
    if key in Scope.values:
        ApiKey.objects.filter(pk=stored(world.keys["partner_key"]).pk).update(scopes=[key])
    return {"Authorization": f"Api-Key {world.keys.get(key, world.keys['partner_key'])}"}


def breach(key: str, world: World, response: Any) -> list[str]:
    """Words for others than whoever holds this key."""
    holder = {"none": "anonymous", "theirs": "anonymous"}.get(key, key if key in world.keys else "partner_key")
    told = f"{response.headers}{response.text}"
    return [word for word in [THEIRS, *world.secrets] if word in told and not _may_meet(holder, word, world)]


def _may_meet(holder: str, word: str, world: World) -> bool:
    return word != THEIRS and holder in world.secrets[word].people


def ask(operation: Any, mode: GenerationMode, world: World, key: str) -> None:
    credential = headers_of(key, world)

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: Any) -> None:
        if mode == GenerationMode.POSITIVE:
            case.path_parameters = real_values(case.operation.path, world) or case.path_parameters
        headers = {**(case.headers or {}), "Accept-Encoding": "identity"}
        headers.pop("If-None-Match", None)
        headers.pop("Authorization", None)
        with without_effect():
            response = case.call(base_url=BASE, headers=headers | credential)
        assert not breach(key, world, response)
        case.validate_response(
            response,
            checks=[
                schemathesis.checks.not_a_server_error,
                checks.status_code_conformance,
                checks.content_type_conformance,
                checks.response_headers_conformance,
                checks.response_schema_conformance,
                checks.negative_data_rejection,
            ],
        )

    try:
        asked()
    except Unsatisfiable:
        # Nothing about this operation can be wrong: it takes no input.
        assert mode == GenerationMode.NEGATIVE


@pytest.fixture
def connection_stays() -> Iterator[None]:
    """A request that comes in over WSGI closes connections it finds in a transaction; Django's own client prevents it."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture(scope="session")
def schema(document: dict[str, Any]) -> Any:
    load_all_checks()
    schema = schemathesis.openapi.from_dict(document)
    schema.app = get_wsgi_application()
    return schema


@pytest.mark.usefixtures("connection_stays")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize(
    ("operation", "key"), [(one, key) for number, one in enumerate(ALL) for key in keys_for(number)], ids=str
)
def test_every_operation_keeps_its_promises(
    operation: Operation, key: str, mode: GenerationMode, schema: Any, world: World
) -> None:
    ask(schema[operation.path][operation.method.upper()], mode, world, key)
