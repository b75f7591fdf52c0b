"""Two clicks, or two attempts of a program, that arrive at the same moment: one is done, both are answered."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.test import Client

from participation.commitments.models import Commitment
from participation.partners.models import Partner
from tenants.kit.clock import now
from tenants.kit.errors import Conflict
from tenants.once.actions import begin, doing
from tenants.once.models import Claim
from tenants.once.rules import LEASE
from tenants.outbox.actions import change
from tenants.public.municipalities.models import Municipality
from tests import cast as people
from tests.at_once import at_once
from tests.participation.commitments.things import OFFER, set_up
from tests.participation.partners.things import Machine


def host_of(municipality: Municipality) -> str:
    return str(municipality.domains.get().domain)


def test_two_programs_with_one_key(own_municipality: Municipality) -> None:
    stage = set_up(people.present().manager)
    path = f"programs/{stage.program.pk}/commitments"

    def send() -> tuple[int, Any]:
        answer = Machine(stage.credential, host_of(own_municipality)).post(path, OFFER, **{"Idempotency-Key": "one"})
        return answer.status_code, answer.json().get("code")

    found = at_once(own_municipality, *[send] * 4)
    assert (201, None) in found
    assert set(found) <= {(201, None), (409, "still_running")}
    assert Commitment.objects.count() == 1
    assert send() == (201, None)


def test_a_double_click(own_municipality: Municipality) -> None:
    """The second click waits for the first, since its answer is the one that the browser shows."""
    client = Client(headers={"host": host_of(own_municipality)})
    client.force_login(people.present().administrator)
    page = client.get("/partners/new").content.decode()
    token = re.search(r'name="form_token" value="([\w-]+)"', page)
    assert token
    sent = {"name": "Woonkracht", "kind": "school", "contact_name": "Coen", "contact_email": "c@example.nl"}

    def click() -> tuple[int, str]:
        again = Client(headers={"host": host_of(own_municipality)})
        again.cookies = client.cookies
        answer = again.post("/partners/new", {**sent, "form_token": token[1]})
        return answer.status_code, answer.get("Location", "")

    found = at_once(own_municipality, *[click] * 4)
    partner = Partner.objects.get()
    assert set(found) == {(302, f"/partners/{partner.pk}")}


def test_an_attempt_that_was_taken_for_dead_does_nothing_when_it_wakes_up(own_municipality: Municipality) -> None:
    by = people.present().administrator.as_caller()
    sleeper = begin(sender=by.label(), key="one", fingerprint="a")
    Claim.objects.update(claimed_at=now() - LEASE - dt.timedelta(seconds=1))
    next_one = begin(sender=by.label(), key="one", fingerprint="a")
    assert next_one.status is None

    def add(claim: Claim, name: str) -> str:
        with doing(claim), change(by):
            Partner.objects.create(name=name, kind="school", contact_name="Coen", contact_email="c@example.nl")
        return name

    found = at_once(own_municipality, lambda: add(sleeper, "Slaper"), lambda: add(next_one, "Volgende"))
    assert isinstance(found[0], Conflict)
    assert found[1] == "Volgende"
    assert [partner.name for partner in Partner.objects.all()] == ["Volgende"]
