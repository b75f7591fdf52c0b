"""A partner's programmer has one afternoon: the client is made from the document by a generator, and the story just works.

The client is made in the test, with openapi-python-client, from the document that the product gives at this moment.
"""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client

from participation.commitments.actions import accept_commitment
from participation.commitments.models import Commitment
from tests.cast import Cast
from tests.conftest import TODAY
from tests.participation.commitments.things import Stage, set_up

NAME = "raderwerk_client"


@pytest.fixture
def client_code(visitor: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The package that the generator makes; a warning of the generator is a fault of the document."""
    document, config = tmp_path / "openapi.json", tmp_path / "config.json"
    document.write_bytes(visitor.get("/api/v1/openapi.json", headers={"accept-language": "en"}).content)
    config.write_text(json.dumps({"post_hooks": []}))  # its own formatting takes time and tells nothing
    places = [f"--path={document}", f"--config={config}", f"--output-path={tmp_path / NAME}"]
    made = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--fail-on-warning", "--meta=none", *places],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    return NAME


@pytest.fixture
def in_process() -> Iterator[httpx.WSGITransport]:
    """Requests go to the product itself, in the transaction of this test."""
    for moment in (request_started, request_finished):
        moment.disconnect(close_old_connections)
    yield httpx.WSGITransport(app=get_wsgi_application())
    for moment in (request_started, request_finished):
        moment.connect(close_old_connections)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return set_up(cast.manager)


@pytest.fixture
def call(stage: Stage, client_code: str, in_process: httpx.WSGITransport) -> Callable[..., Any]:
    """An operation by tag and name, as `sync_detailed` of the generated module, with the partner's key."""
    client = import_module(client_code).AuthenticatedClient(
        base_url="http://dordrecht.localhost/api/v1",
        token=stage.credential,
        prefix="Api-Key",
        raise_on_unexpected_status=True,
        httpx_args={"transport": in_process},
    )

    def ask(place: str, *path: Any, **asked: Any) -> Any:
        answer = import_module(f"{client_code}.api.{place}").sync_detailed(*path, client=client, **asked)
        assert answer.status_code < 400, answer.content
        return answer

    return ask


def test_the_story_of_a_partner(stage: Stage, cast: Cast, client_code: str, call: Callable[..., Any]) -> None:
    models = import_module(f"{client_code}.models")
    me = call("me.get_me").parsed
    assert (me.organisation.name, me.municipality.code) == ("Woonbron", "GM0505")

    program = call("programs.list_programs", status=[models.ListProgramsStatusItem.RUNNING]).parsed.results[0]
    assert program.title == stage.program.title

    offer = models.OfferRequest(
        description="Veertig woningen geïsoleerd",
        quantity=40,
        unit="woningen",
        start_date=TODAY,
        due_date=TODAY + dt.timedelta(days=100),
    )
    offers = [
        call("commitments.create_program_commitment", program.id, body=offer, idempotency_key="aanbod-1")
        for _attempt in range(2)
    ]
    offered = offers[0].parsed
    assert offers[1].parsed == offered
    assert offered.status == models.CommitmentStatus.OFFERED
    assert offers[0].headers["location"] == f"/api/v1/commitments/{offered.id}"

    accept_commitment(Commitment.objects.get(), by=cast.manager.as_caller(), on=TODAY)
    accepted = call("commitments.list_commitments", status=[models.ListCommitmentsStatusItem.ACCEPTED]).parsed
    assert [commitment.id for commitment in accepted.results] == [offered.id]

    report = models.NewReportRequest(date=TODAY, quantity=40, text="Klaar.")
    call("progress_reports.create_progress_report", offered.id, body=report)
    moved = call(
        "status_changes.create_status_change",
        offered.id,
        body=models.MoveRequest(to=models.MoveRequestTo.DELIVERED),
    ).parsed
    assert moved.to == models.StatusChangeTo.REPORTED_DELIVERED
    assert call("status_changes.get_status_change", moved.id).parsed == moved
    assert call("commitments.get_commitment", offered.id).parsed.delivered == 40

    told = [event.type_ for event in call("events.list_events").parsed.results]
    assert told[-5:] == [
        "commitment.offered",
        "commitment.accepted",
        "commitment.started",
        "commitment.progress_reported",
        "commitment.delivery_reported",
    ]
