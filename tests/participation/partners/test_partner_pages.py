"""The municipality adds partners and gives them keys, on pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from participation.partners.models import ApiKey, Partner
from tenants.accounts.models import User
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.participation.commitments.things import Stage
from tests.participation.partners.things import Machine

SignIn = Callable[[User], Client]
FORM = {"name": "Trivire", "kind": "housing_association", "contact_name": "Tea", "contact_email": "tea@example.nl"}
KEY = {"name": "planning", "contact": "Tea", "scopes": ["programs:read", "commitments:write"], "expires_on": ""}

READ = ["programs:read", "commitments:read"]


@pytest.mark.parametrize(
    ("who", "status"),
    [("administrator", 302), ("manager", 302), ("editor", 302), ("reader", 403), ("council_member", 403)],
)
def test_adding_a_partner(cast: Cast, signed_in: SignIn, who: str, status: int) -> None:
    answer = signed_in(getattr(cast, who)).post("/partners/new", FORM)
    assert answer.status_code == status
    assert Partner.objects.filter(name="Trivire").exists() == (status == 302)


def test_a_new_partner_leaves_event_and_history(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.administrator).post("/partners/new", FORM)
    partner = Partner.objects.get()
    assert Event.objects.get(name="partner.added").subject_id == str(partner.pk)
    assert History.objects.of(partner).get().caller == f"user:{cast.administrator.pk}"


def test_a_name_is_taken_once(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    client.post("/partners/new", FORM)
    for same in (" trivire ", "TRÍVIRE", "Tri\u200bvi\u00adre", "Trivir\u0065\u0301"):
        again = client.post("/partners/new", {**FORM, "name": same, "contact_email": "x"})
        told = again.content.decode()
        assert again.status_code == 400
        assert "al een partner met deze naam" in told
        assert "Vul een e-mailadres in" in told
    assert Partner.objects.count() == 1


def test_a_partner_is_kept_without_what_nobody_sees(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    client.post("/partners/new", {**FORM, "name": " De\u00a0\u200bCafe\u0301s ", "contact_name": "Tea\tThee"})
    partner = Partner.objects.get()
    assert (partner.name, partner.contact_name) == ("De Cafés", "Tea Thee")


def test_an_empty_partner_says_what_to_do_at_each_field(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.administrator).post("/partners/new", {"name": ""}).content.decode()
    assert "Dit veld is vereist" not in page
    for told in (
        "Vul de naam van de organisatie in.",
        "Kies wat voor organisatie het is.",
        "Vul in wie we kunnen bellen.",
    ):
        assert told in page


def test_an_empty_key_says_what_to_do_at_each_field(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    sent = {"name": "\u200b", "contact": "", "expires_on": "2024-08-31"}
    page = signed_in(cast.administrator).post(f"/partners/{stage.police.pk}/keys", sent).content.decode()
    assert "Dit veld is vereist" not in page
    for told in (
        "Zeg wat de sleutel gaat gebruiken.",
        "Kies waarvoor de sleutel mag worden gebruikt.",
        "hoogstens tien jaar",
    ):
        assert told in page


@pytest.mark.parametrize(
    "changed", [{"name": " "}, {"name": "a\x00b"}, {"kind": "bank"}, {"contact_email": "x"}, {"name": "x" * 121}]
)
def test_a_faulty_partner_is_refused(cast: Cast, signed_in: SignIn, changed: dict[str, str]) -> None:
    assert signed_in(cast.administrator).post("/partners/new", {**FORM, **changed}).status_code == 400


def test_a_key_is_shown_once_with_a_line_that_works(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    answer = client.post(f"/partners/{stage.police.pk}/keys", KEY)
    found = re.search(
        r'curl -H "Authorization: Api-Key ([^"]+)" (\S+)</code>', answer.content.decode().replace("&quot;", '"')
    )
    assert found is not None
    assert found[2] == "http://dordrecht.localhost/api/v1/me"
    assert Machine(found[1]).get("me").json()["organisation"]["name"] == "Politie Drechtsteden"
    assert "no-store" in answer["Cache-Control"]
    assert found[1].split(".")[1] not in client.get(f"/partners/{stage.police.pk}").content.decode()
    issued = [event.data["prefix"] for event in Event.objects.filter(name="api_key.issued")]
    assert {key.prefix for key in stage.police.keys.all()} <= set(issued)


def test_there_are_two_working_keys_at_most(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    first = ApiKey.objects.get(partner=stage.police)
    assert client.post(f"/partners/{stage.police.pk}/keys/{first.pk}/rotation").status_code == 200
    assert client.post(f"/partners/{stage.police.pk}/keys", KEY).status_code == 400
    assert client.post(f"/partners/{stage.police.pk}/keys/{first.pk}/rotation").status_code == 400
    assert client.post(f"/partners/{stage.police.pk}/keys/{first.pk}/revocation", {"reason": "Op"}).status_code == 302
    assert stage.other_machine.get("me").status_code == 401
    assert client.post(f"/partners/{stage.police.pk}/keys", KEY).status_code == 200


@pytest.mark.parametrize(
    "changed",
    [{"scopes": []}, {"scopes": ["all"]}, {"name": ""}, {"expires_on": "2024-08-31"}, {"expires_on": "9999-12-31"}],
)
def test_a_faulty_key_is_not_issued(stage: Stage, cast: Cast, signed_in: SignIn, changed: dict[str, object]) -> None:
    before = ApiKey.objects.count()
    answer = signed_in(cast.administrator).post(f"/partners/{stage.police.pk}/keys", {**KEY, **changed})
    assert answer.status_code == 400
    assert ApiKey.objects.count() == before


@pytest.mark.parametrize("who", ["manager", "editor", "reader", "council_member"])
def test_keys_are_the_administrator_s_business(stage: Stage, cast: Cast, signed_in: SignIn, who: str) -> None:
    client = signed_in(getattr(cast, who))
    key = ApiKey.objects.get(partner=stage.police)
    assert client.post(f"/partners/{stage.police.pk}/keys", KEY).status_code == 403
    assert client.post(f"/partners/{stage.police.pk}/keys/{key.pk}/revocation").status_code == 403
    assert client.post(f"/partners/{stage.police.pk}/keys/{key.pk}/rotation").status_code == 403
    key.refresh_from_db()
    assert key.revoked_at is None


def test_strangers_are_asked_to_sign_in_and_councillors_see_no_contacts(
    stage: Stage, cast: Cast, signed_in: SignIn, visitor: Client
) -> None:
    for path in ("/partners", "/partners/new", f"/partners/{stage.police.pk}", f"/partners/{stage.police.pk}/keys"):
        assert visitor.get(path).status_code == 302
        assert signed_in(cast.council_member).get(path).status_code == 403
    assert signed_in(cast.reader).get(f"/partners/{stage.police.pk}").status_code == 200


def test_a_partner_that_stops_can_come_back(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.editor)
    assert (
        signed_in(cast.manager).post(f"/partners/{stage.police.pk}/participation", {"active": "no"}).status_code == 403
    )
    address = f"/partners/{stage.police.pk}/participation"
    assert "werken meteen niet meer" in client.get(address).content.decode()
    assert client.post(address, {"active": "no"}).status_code == 400
    assert stage.other_machine.get("me").status_code == 200
    for _time in range(2):  # asked twice, or by two people: stopped all the same
        assert client.post(address, {"active": "no", "reason": "Gefuseerd"}).status_code == 302
    told = Event.objects.filter(name="partner.changed", subject_id=str(stage.police.pk))
    assert [event.data["isActive"] for event in told] == [False]
    assert stage.other_machine.get("me").status_code == 401
    client.post(address, {"active": "yes"})
    assert stage.other_machine.get("me").status_code == 200


def test_the_list_is_empty_before_the_first(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.administrator).get("/partners").content.decode()
    assert "/partners/new" in page


def test_partners_over_http_are_for_the_municipality(stage: Stage, cast: Cast) -> None:
    reader = Machine()
    reader.client.force_login(cast.reader)
    shown = reader.get("partners", kind="police").json()
    assert shown["results"] == [
        {"id": str(stage.police.pk), "name": "Politie Drechtsteden", "kind": "police", "isActive": True}
    ]
    assert stage.machine.get("partners").status_code == 403


def test_somebody_else_is_to_be_called(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    address, client = f"/partners/{stage.woonbron.pk}/change", signed_in(cast.editor)
    assert address in client.get(f"/partners/{stage.woonbron.pk}").content.decode()
    after = {"name": stage.woonbron.name, "kind": stage.woonbron.kind, "contact_name": "Nel Nieuw"}
    page = client.post(address, {**after, "contact_email": "nel@example.nl"}, follow=True).content.decode()
    assert "Nel Nieuw" in page
    assert Event.objects.get(name="partner.changed").data == {"fields": ["contact_name", "contact_email"]}
    client.post(address, {**after, "contact_email": "nel@example.nl"})
    assert Event.objects.filter(name="partner.changed").count() == 1
    assert client.post(address, {**after, "contact_email": "nel"}).status_code == 400
    taken = client.post(address, {**after, "contact_email": "nel@example.nl", "name": stage.police.name})
    assert (taken.status_code, "al een partner met deze naam" in taken.content.decode()) == (400, True)
    for person in (cast.reader, cast.manager):  # whoever manages one programme does not decide on a partner of all
        assert signed_in(person).post(address).status_code == 403


def test_a_partner_does_not_change_sides(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    after = {**FORM, "name": stage.police.name, "kind": "municipal_department"}
    answer = signed_in(cast.administrator).post(f"/partners/{stage.woonbron.pk}/change", after)
    page = answer.content.decode()
    assert (answer.status_code, "aan de kant van de gemeente" in page, "deze naam" in page) == (400, True, True)
    stage.woonbron.refresh_from_db()
    assert not stage.woonbron.is_municipal


def test_the_municipality_has_keys_of_its_own(stage: Stage, cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    assert client.get("/partners/municipality").status_code == 200
    page = client.get("/partners/municipality/keys").content.decode()
    assert re.findall(r'name="scopes" value="([^"]+)"', page) == ["programs:read", "commitments:read"]
    assert client.post("/partners/municipality/keys", KEY).status_code == 400
    assert client.post("/partners/municipality/keys", {**KEY, "scopes": READ}).status_code == 200
    key = ApiKey.objects.get(partner=None)
    assert client.post(f"/partners/municipality/keys/{key.pk}/rotation").status_code == 200
    revocation = f"/partners/municipality/keys/{key.pk}/revocation"
    assert "werkt meteen niet meer" in client.get(revocation).content.decode()
    assert client.post(revocation).status_code == 400
    assert client.post(revocation, {"reason": "Gelekt"}).headers["Location"] == "/partners/municipality"
    key.refresh_from_db()
    assert key.revoked_at is not None
    theirs = ApiKey.objects.get(partner=stage.police)
    assert client.post(f"/partners/municipality/keys/{theirs.pk}/revocation").status_code == 404
    assert client.post(f"/partners/{stage.woonbron.pk}/keys/{theirs.pk}/revocation").status_code == 404
    assert signed_in(cast.manager).get("/partners/municipality").status_code == 403


def test_a_replaced_key_of_the_municipality_loses_what_it_could_never_do(cast: Cast, signed_in: SignIn) -> None:
    client = signed_in(cast.administrator)
    client.post("/partners/municipality/keys", {**KEY, "scopes": READ})
    key = ApiKey.objects.get()
    ApiKey.objects.update(scopes=[*READ, "commitments:write"])
    client.post(f"/partners/municipality/keys/{key.pk}/rotation")
    assert ApiKey.objects.exclude(pk=key.pk).get().scopes == READ
