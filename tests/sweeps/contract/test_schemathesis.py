"""Schemathesis asks every operation of the document with made-up input, with a real credential.

Bounded and repeatable: a few examples an operation, always the same ones. What it checks: no 500, only statuses,
content types, headers and bodies that the document promises, and that wrong input is refused.
"""

from __future__ import annotations

import json
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

from tests.callers import HOST, without_effect
from tests.sweeps.contract.conftest import SNAPSHOT, Operation, operations, real_values
from tests.sweeps.world import World

EXAMPLES = 4
BASE = f"http://{HOST}/api/v1"


def ask(operation: Any, mode: GenerationMode, world: World, credential: str) -> None:
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
        headers = {**(case.headers or {}), "Authorization": f"Api-Key {credential}"}
        headers["Accept-Encoding"] = "identity"
        headers.pop("If-None-Match", None)
        with without_effect():
            response = case.call(base_url=BASE, headers=headers)
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
@pytest.mark.parametrize("operation", list(operations(json.loads(SNAPSHOT.read_text()))), ids=str)
def test_every_operation_keeps_its_promises(
    operation: Operation, mode: GenerationMode, schema: Any, world: World
) -> None:
    ask(schema[operation.path][operation.method.upper()], mode, world, world.keys["partner_key"])
