"""The same request sent twice is done once and answered alike: an offer with a key, a form with its token."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.db.models import Model
from django.test import Client

from monitoring.indicators.models import Observation
from participation.commitments.actions import offer_commitment
from participation.commitments.models import Commitment, ProgressReport
from participation.partners.choices import PartnerKind
from participation.partners.models import ApiKey, Partner
from programs.mandates.models import Decision
from tenants.accounts.models import Invitation, User
from tenants.kit.clock import now
from tenants.once.models import Claim
from tenants.once.rules import KEPT, LEASE
from tenants.once.tasks import forget_answers
from tenants.outbox.models import Event
from tests.callers import as_user
from tests.cast import PASSWORD, Cast
from tests.conftest import TODAY
from tests.monitoring.indicators.things import with_path
from tests.participation.commitments.things import OFFER, Stage, make_program, set_up
from tests.participation.partners.things import Machine, make_partner
from tests.programs.areas.things import some_area
from tests.programs.mandates.things import confirmed, some_mandate
from tests.programs.programs.things import draft_program

SignIn = Callable[[User], Client]
# Who sends it, where to, what is filled in, what it makes, and which event tells of it.
Sent = tuple[User, str, dict[str, Any], type[Model], str]
KEY = {"Idempotency-Key": "5b0c2d9e-offer"}


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return set_up(cast.manager)


def offer(machine: Machine, stage: Stage, body: Any = OFFER, **headers: str) -> Any:
    return machine.post(f"programs/{stage.program.pk}/commitments", body, **{**KEY, **headers})


def age(by: dt.timedelta, **state: Any) -> None:
    """Make the claim so much older, and as if its process had died in this state."""
    assert Claim.objects.update(claimed_at=now() - by, **state) == 1


def test_without_a_key_two_offers_are_two(stage: Stage) -> None:
    for _attempt in range(2):
        stage.offer()
    assert Commitment.objects.count() == 2
    assert Claim.objects.count() == 0


def test_the_same_key_makes_one_row_and_gets_the_same_answer(stage: Stage) -> None:
    first, again = (offer(stage.machine, stage) for _attempt in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    for name in ("Location", "ETag", "Content-Type", "API-Version", "Cache-Control"):
        assert again[name] == first[name]
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert Commitment.objects.count() == 1
    assert Event.objects.filter(name="commitment.offered").count() == 1


def test_a_key_between_quotes_is_the_same_key(stage: Stage) -> None:
    offer(stage.machine, stage)
    assert offer(stage.machine, stage, **{"Idempotency-Key": f'"{KEY["Idempotency-Key"]}"'})["Idempotency-Replayed"]


def test_the_same_key_with_another_body_or_address_is_refused(stage: Stage) -> None:
    made = offer(stage.machine, stage).json()
    for refused in (
        offer(stage.machine, stage, {**OFFER, "quantity": 41}),
        stage.machine.post(f"commitments/{made['id']}/status-changes", {"to": "withdrawn", "reason": "x"}, **KEY),
    ):
        assert (refused.status_code, refused.json()["code"]) == (400, "key_reused")
    assert Commitment.objects.get().status == "offered"


def test_a_key_belongs_to_its_caller(stage: Stage) -> None:
    first, theirs = offer(stage.machine, stage), offer(stage.other_machine, stage)
    assert first.json()["id"] != theirs.json()["id"]


@pytest.mark.parametrize("key", ["", " ", "a b", "a" * 256, "é"])
def test_a_key_that_cannot_be_read_is_refused(stage: Stage, key: str) -> None:
    refused = offer(stage.machine, stage, **{"Idempotency-Key": key})
    assert (refused.status_code, refused.json()["code"]) == (400, "key_unreadable")
    assert Commitment.objects.count() == 0


def test_a_refused_request_may_be_corrected_under_the_same_key(stage: Stage) -> None:
    assert offer(stage.machine, stage, {**OFFER, "quantity": -1}).status_code == 400
    assert Claim.objects.count() == 0
    assert offer(stage.machine, stage).status_code == 201


def test_while_it_runs_the_same_request_is_409(stage: Stage) -> None:
    offer(stage.machine, stage)
    age(dt.timedelta(seconds=1), status=None, has_acted=False)
    refused = offer(stage.machine, stage)
    assert (refused.status_code, refused.json()["code"]) == (409, "still_running")
    assert refused["Retry-After"] == "1"


def test_what_a_dead_process_left_undone_is_done_by_the_next(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_args: Any, **_kwargs: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr("participation.commitments.api.views.offer_commitment", die)
        offer(stage.machine, stage)
    assert offer(stage.machine, stage).status_code == 409
    age(LEASE)
    assert offer(stage.machine, stage).status_code == 201
    assert offer(stage.machine, stage)["Idempotency-Replayed"] == "true"
    assert Commitment.objects.count() == 1


def test_what_a_dead_process_did_is_not_done_again(stage: Stage) -> None:
    """It died between the commit of the action and its answer."""
    offer(stage.machine, stage)
    age(LEASE, status=None)
    refused = offer(stage.machine, stage)
    assert (refused.status_code, refused.json()["code"]) == (409, "answer_lost")
    assert Commitment.objects.count() == 1


def test_a_failure_after_the_deed_is_answered_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("after the deed")

    with monkeypatch.context() as broken:
        broken.setattr("tenants.kit.api.views.ListView.read_again", fail)
        assert offer(stage.machine, stage).status_code == 500
    assert offer(stage.machine, stage).status_code == 500
    assert Commitment.objects.count() == 1


def test_after_a_day_a_key_is_new_again_and_the_clock_forgets_it(stage: Stage) -> None:
    offer(stage.machine, stage)
    age(KEPT)
    assert offer(stage.machine, stage).status_code == 201
    assert Commitment.objects.count() == 2
    age(KEPT)
    assert forget_answers() == 1
    assert Claim.objects.count() == 0


def test_a_revoked_key_gets_no_kept_answer(stage: Stage) -> None:
    offer(stage.machine, stage)
    ApiKey.objects.update(revoked_at=now())
    assert offer(stage.machine, stage).status_code == 401


# ── Pages ────────────────────────────────────────────────────────────────────


def form(client: Client, path: str, **fields: Any) -> dict[str, Any]:
    """What the form on this page sends: its token and what was filled in."""
    found = re.search(r'name="form_token" value="([\w-]+)"', client.get(path).content.decode())
    assert found, f"{path} has no form with a token"
    return {"form_token": found[1], **fields}


PARTNER = {
    "name": "Woonkracht",
    "kind": "housing_association",
    "contact_name": "Coen",
    "contact_email": "c@example.nl",
}


@pytest.fixture
def client(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.administrator)


def test_a_form_sent_twice_makes_one_row_and_leads_to_the_same_place(client: Client) -> None:
    filled = form(client, "/partners/new", **PARTNER)
    first, again = (client.post("/partners/new", filled) for _click in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert again["Location"] == first["Location"]
    assert Partner.objects.filter(name="Woonkracht").count() == 1
    assert Event.objects.filter(name="partner.added").count() == 1
    assert client.get(first["Location"]).content.decode().count("Woonkracht doet vanaf nu mee") == 1


def decision(cast: Cast) -> Sent:
    area = some_area(cast.manager)
    mandate = some_mandate(cast.manager, area, cast.administrator, cast.administrator)
    address = f"/mandates/{mandate.pk}/decisions/new"
    filled = {"subject": "Huiskamer", "kind": "spend", "amount": "500", "area": area.pk}
    return cast.manager, address, confirmed(as_user(cast.manager), address, filled), Decision, "decision.taken"


def offer_of_a_department(cast: Cast) -> Sent:
    program = make_program(cast.manager)
    department = make_partner("Stadsbeheer", PartnerKind.MUNICIPAL_DEPARTMENT)
    filled = {
        "description": "Bomen", "quantity": "20", "unit": "bomen", "start_date": "2024-09-01",
        "due_date": "2024-12-31", "party": department.pk,
    }  # fmt: skip
    return cast.manager, f"/programs/{program.pk}/commitments/new", filled, Commitment, "commitment.offered"


def report(cast: Cast) -> Sent:
    made = offer_commitment(
        make_program(cast.manager), party=make_partner("Stadsbeheer", PartnerKind.MUNICIPAL_DEPARTMENT),
        description="Bomen", quantity=Decimal(20), unit="bomen", start_date=TODAY, due_date=TODAY,
        by=cast.editor.as_caller(), on=TODAY,
    )  # fmt: skip
    Commitment.objects.update(status="running")
    filled = {"date": "2024-09-01", "quantity": "5", "text": "Vijf", "replaces": ""}
    return cast.editor, f"/commitments/{made.pk}/reports", filled, ProgressReport, "commitment.progress_reported"


def observation(cast: Cast) -> Sent:
    indicator = with_path(draft_program(cast.manager), cast.manager.as_caller())
    filled = {"value": "35", "date": "2024-01-01", "source": "Telling"}
    return (
        cast.manager, f"/indicators/{indicator.pk}/observations", filled, Observation, "indicator.observation_recorded",
    )  # fmt: skip


def invitation(cast: Cast) -> Sent:
    filled = {"email": "nieuw@example.nl", "name": "Nieuw", "roles": ["reader"]}
    return cast.administrator, "/users/invite", filled, Invitation, "user.invited"


@pytest.mark.parametrize("what", [decision, offer_of_a_department, report, observation, invitation])
def test_whatever_is_sent_twice_is_there_once_and_told_once(
    what: Callable[[Cast], Sent],
    cast: Cast,
    signed_in: SignIn,
    mailoutbox: list[EmailMessage],
) -> None:
    who, path, filled, model, event = what(cast)
    browser, rows = signed_in(who), model._default_manager
    before = rows.count()
    sent = form(browser, path, **filled)
    first, again = (browser.post(path, sent) for _click in range(2))
    assert first.status_code < 400, first.content.decode()
    assert (again.status_code, again.get("Location"), again.content) == (
        first.status_code, first.get("Location"), first.content,
    )  # fmt: skip
    assert rows.count() == before + 1
    assert Event.objects.filter(name=event, caller=who.as_caller().label()).count() == 1
    assert len(mailoutbox) == (1 if what is invitation else 0)


def test_a_corrected_form_is_another_one(client: Client) -> None:
    filled = form(client, "/partners/new", **PARTNER)
    client.post("/partners/new", filled)
    assert client.post("/partners/new", {**filled, "name": "Woonkracht 10"}).status_code == 302
    assert Partner.objects.filter(name__startswith="Woonkracht").count() == 2


def test_a_form_with_a_mistake_can_be_sent_again(client: Client) -> None:
    filled = form(client, "/partners/new", **{**PARTNER, "contact_email": "nowhere"})
    assert client.post("/partners/new", filled).status_code == 400
    assert client.post("/partners/new", {**filled, "contact_email": "c@example.nl"}).status_code == 302


def test_a_new_key_is_shown_again_to_the_second_click_and_stored_nowhere(client: Client) -> None:
    filled = form(client, "/partners/municipality/keys", name="Rapport", contact="Anna", scopes=["programs:read"])
    first, again = (client.post("/partners/municipality/keys", filled) for _click in range(2))
    assert again.content == first.content
    key = ApiKey.objects.get(name="Rapport")
    assert key.prefix in first.content.decode()
    stored = Claim.objects.get().answer
    assert key.prefix.encode() not in bytes(stored)


def test_every_form_has_a_token_of_its_own(client: Client) -> None:
    page = client.get("/partners/new").content.decode()
    tokens = re.findall(r'name="form_token" value="([\w-]+)"', page)
    assert len(set(tokens)) == page.count('method="post"')


def test_signing_in_twice_is_no_answer_from_before(cast: Cast, visitor: Client) -> None:
    """Each answer brings a session of its own."""
    filled = form(visitor, "/account/login/", login=cast.reader.email, password=PASSWORD)
    assert visitor.post("/account/login/", filled).status_code == 302
    other = Client(headers={"host": "dordrecht.localhost"})
    assert other.post("/account/login/", filled).status_code == 302
    assert "sessionid" in other.cookies
    assert Claim.objects.count() == 0


def test_a_form_without_its_token_does_nothing_and_loses_nothing(cast: Cast, signed_in: SignIn) -> None:
    program, secret = draft_program(cast.manager), "a" * 32
    browser, address = signed_in(cast.manager), f"/programs/{program.pk}/vision"
    browser.handler.enforce_csrf_checks = True
    browser.cookies["csrftoken"] = secret
    typed = {"story": "Een uur geschreven", "horizon_year": "2050", "themes": ["social"], "csrfmiddlewaretoken": secret}
    for _time in range(2):
        refused = browser.post(address, typed)
        assert refused.status_code == 403
        assert f'href="{address}"' in refused.content.decode()
    assert not program.visions.exists()
    assert "Een uur geschreven" in browser.get(address).content.decode()
