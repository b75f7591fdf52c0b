"""Whoever sends too many requests in a minute is asked to wait, and nobody else."""

from __future__ import annotations

import secrets
from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.participation.commitments.things import OFFER, Stage, set_up
from tests.participation.partners.things import Machine

AREAS = "/api/v1/areas"


@pytest.fixture(autouse=True)
def _limited(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten a minute, of which two may change something and one may have a wrong key; it is ten seconds past."""
    settings.API_REQUESTS_PER_MINUTE = 10
    monkeypatch.setattr("tenants.kit.limits.time.time", lambda: 1_725_192_010)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return set_up(cast.manager)


def test_a_key_is_told_what_it_has_left_and_when_to_go_on(stage: Stage) -> None:
    answers = [stage.machine.get("areas") for _time in range(11)]
    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert answers[0]["RateLimit-Policy"] == '"reading";q=10;w=60'
    assert answers[0]["RateLimit"] == '"reading";r=9;t=50'
    refused = answers[-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert (refused.json()["code"], refused["RateLimit"]) == ("too_many_requests", '"reading";r=0;t=50')
    assert int(refused["Retry-After"]) >= 50
    assert stage.other_machine.get("areas").status_code == 200


def test_in_the_next_minute_it_goes_on(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    for _time in range(11):
        stage.machine.get("areas")
    monkeypatch.setattr("tenants.kit.limits.time.time", lambda: 1_725_192_060)
    assert stage.machine.get("areas").status_code == 200


def test_fewer_may_change_something(stage: Stage) -> None:
    path = f"programs/{stage.program.pk}/commitments"
    assert [stage.machine.post(path, OFFER).status_code for _time in range(3)] == [201, 201, 429]
    assert stage.machine.get("areas").status_code == 200


def test_visitors_are_counted_by_their_address(cast: Cast, visitor: Client, settings: Any) -> None:
    settings.TRUSTED_PROXIES = ["1"]

    def ask(address: str) -> int:
        return visitor.get(AREAS, headers={"x-forwarded-for": address}).status_code

    assert [ask("192.0.2.1") for _time in range(11)] == [200] * 10 + [429]
    assert ask("192.0.2.2") == 200


def test_people_are_counted_by_themselves(cast: Cast, visitor: Client) -> None:
    visitor.force_login(cast.reader)
    assert [visitor.get(AREAS).status_code for _time in range(11)][-1] == 429
    visitor.force_login(cast.manager)
    assert visitor.get(AREAS).status_code == 200


def test_wrong_keys_are_asked_to_wait_and_a_right_one_from_the_same_address_is_not(stage: Stage) -> None:
    """Behind one address of a shared office there is more than one program."""

    def guess() -> int:
        return int(Machine(f"rw0123456789.{secrets.token_urlsafe(32)}").get("areas").status_code)

    assert [guess() for _time in range(3)] == [401, 429, 429]
    assert stage.machine.get("areas").status_code == 200


def test_without_a_limit_nothing_is_told(stage: Stage, settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 0
    assert "RateLimit" not in stage.machine.get("areas")
