"""An administrator invites, changes roles and closes accounts on pages."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django_tenants.utils import schema_context

from tenants.accounts.models import Invitation, User
from tenants.outbox.models import Event, History
from tenants.public.municipalities.models import Municipality
from tests.cast import PASSWORD, Cast

Enter = Callable[[User], Client]
NEW = {"name": "Nina Nieuw", "email": "nina@example.nl", "roles": ["reader"]}


@pytest.fixture
def administrator(cast: Cast, signed_in: Enter) -> Client:
    return signed_in(cast.administrator)


def invited(by: Client, **changed: object) -> str:
    """The path of the link in the message to somebody whom this person invites."""
    assert by.post("/users/invite", {**NEW, **changed}).status_code == 200
    found = re.search(r"/invitations/[\w-]+", str(mail.outbox[-1].body))
    assert found
    return found[0]


def test_an_invitation_is_sent_and_its_link_lets_the_person_in(administrator: Client, visitor: Client) -> None:
    link = invited(administrator)
    assert "Welkom, Nina Nieuw" in visitor.get(link).content.decode()
    page = visitor.post(link, {"password": PASSWORD}, follow=True)
    assert (page.redirect_chain, "U bent ingelogd als Nina Nieuw." in page.content.decode()) == ([("/", 302)], True)
    assert visitor.get("/account").status_code == 200


def test_an_invitation_can_be_withdrawn(administrator: Client, visitor: Client) -> None:
    link = invited(administrator)
    found = re.search(r"/users/invitations/[\w-]+/withdrawal", administrator.get("/users").content.decode())
    assert found
    page = administrator.post(found[0], follow=True).content.decode()
    assert "De uitnodiging van Nina Nieuw werkt niet meer." in page
    assert "nina@example.nl" not in page
    assert visitor.get(link).status_code == 410
    unknown = "/users/invitations/00000000-0000-0000-0000-000000000000/withdrawal"
    assert administrator.post(unknown).status_code == 404


def test_an_operator_withdraws_an_invitation_of_the_operators_host(operator_client: Client) -> None:
    link = invited(operator_client, roles=["operator"])
    found = re.search(r"/users/invitations/[\w-]+/withdrawal", operator_client.get("/users").content.decode())
    assert found
    assert "nina@example.nl" not in operator_client.post(found[0], follow=True).content.decode()
    assert Client(headers={"host": "localhost"}).get(link).status_code == 410
    with schema_context("public"):
        invitation = Invitation.objects.get(email="nina@example.nl")
        assert History.objects.of(invitation).count() == 2
        assert Event.objects.filter(name="user.invitation_withdrawn", subject_id=str(invitation.pk)).count() == 1


def test_only_whoever_invites_withdraws_and_not_what_was_accepted(
    administrator: Client,
    cast: Cast,
    signed_in: Enter,
    visitor: Client,
    operator_client: Client,
    dordrecht: Municipality,
) -> None:
    link = invited(administrator)
    with schema_context(dordrecht.schema_name):
        withdrawal = f"/users/invitations/{Invitation.objects.get().pk}/withdrawal"
    assert signed_in(cast.manager).post(withdrawal).status_code == 403
    assert operator_client.post(withdrawal).status_code == 404
    assert visitor.post(link, {"password": PASSWORD}).status_code == 302
    answer = administrator.post(withdrawal)
    assert (answer.status_code, "heeft de uitnodiging al" in answer.content.decode()) == (400, True)


def test_a_closed_account_opens_again(administrator: Client, cast: Cast, visitor: Client) -> None:
    address = f"/users/{cast.reader.pk}"
    administrator.post(f"{address}/deactivate", {"reason": "met verlof"})
    assert f"{address}/reactivate" in administrator.get(address).content.decode()
    administrator.post(f"{address}/reactivate")
    answer = visitor.post("/account/login/", {"login": cast.reader.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert visitor.get("/account").status_code == 200


def test_faults_stand_at_their_fields_and_in_the_summary(administrator: Client) -> None:
    page = administrator.post("/users/invite", {**NEW, "name": "", "email": "geen adres"})
    assert page.status_code == 400
    text = page.content.decode()
    assert 'href="#id_name"' in text
    assert 'aria-describedby="id_email_helptext id_email_error"' in text
    assert not Invitation.objects.exists()


def test_somebody_who_is_here_already_is_not_invited(administrator: Client) -> None:
    page = administrator.post("/users/invite", {**NEW, "email": "MIRA@example.nl"})
    assert page.status_code == 400
    assert "heeft hier al een account" in page.content.decode()


def test_roles_change_and_an_account_closes(administrator: Client, cast: Cast) -> None:
    address = f"/users/{cast.reader.pk}"
    assert administrator.post(address, {"roles": ["council_clerk"], "reason": "nieuwe baan"}).status_code == 302
    assert administrator.post(f"{address}/deactivate", {"reason": "uit dienst"}).status_code == 302
    cast.reader.refresh_from_db()
    assert (cast.reader.roles, cast.reader.is_active) == (["council_clerk"], False)


def test_the_operators_role_cannot_be_given_in_a_municipality(administrator: Client, cast: Cast) -> None:
    assert administrator.post(f"/users/{cast.reader.pk}", {"roles": ["operator"]}).status_code == 400
