"""An operator adds a municipality, closes its site for the moment and opens it again, on pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django_tenants.utils import schema_context

from tenants.outbox.models import Event
from tenants.public.municipalities.models import Municipality
from tests.cast import Cast

ADMINISTRATOR = {"administrator_name": "Lotte Beheer", "administrator_email": "lotte@leiden.example"}
LEIDEN = {"code": "gm0546", "name": "Leiden", "host": "", **ADMINISTRATOR}
INVITE = "/municipalities/GM0546/administrator"


def link_in(text: str) -> str:
    """The path of the invitation in a page or a message."""
    found = re.search(r"http://leiden\.localhost(/invitations/[\w-]+)", text)
    assert found, text
    return found[1]


def mailed_link(answer: Any) -> str:
    """The path in the message that this request caused; the page does not show it to the operator."""
    assert answer.status_code == 200
    assert "/invitations/" not in answer.content.decode()
    return link_in(str(mail.outbox[-1].body))


def test_a_new_municipality_answers_on_its_host(operator_client: Client) -> None:
    page = operator_client.post("/municipalities/create", LEIDEN).content.decode()
    assert "Leiden antwoordt op leiden.localhost" in page
    assert Client(headers={"host": "leiden.localhost"}).get("/").status_code == 200


def test_its_administrator_is_invited_and_invites_the_others(operator_client: Client) -> None:
    path = mailed_link(operator_client.post("/municipalities/create", LEIDEN))
    (message,) = mail.outbox
    assert message.to == ["lotte@leiden.example"]
    lotte = Client(headers={"host": "leiden.localhost"})
    lotte.post(path, {"password": "een lange zin voor Leiden"})
    assert lotte.get("/users/invite").status_code == 200
    # Now the municipality invites its own people; the operator cannot let anybody in any more.
    page = operator_client.get("/municipalities/GM0546").content.decode()
    assert INVITE not in page
    answer = operator_client.post(INVITE, ADMINISTRATOR | {"administrator_email": "otto@example.nl"})
    assert answer.status_code == 409
    assert "Leiden heeft een beheerder" in answer.content.decode()


def test_only_the_newest_link_lets_an_administrator_in(operator_client: Client) -> None:
    first = mailed_link(operator_client.post("/municipalities/create", LEIDEN))
    assert "Niemand beheert deze gemeente" in operator_client.get("/municipalities/GM0546").content.decode()
    second = mailed_link(operator_client.post(INVITE, ADMINISTRATOR))
    other = ADMINISTRATOR | {"administrator_email": "piet@leiden.example"}
    third = mailed_link(operator_client.post(INVITE, other))
    leiden = Client(headers={"host": "leiden.localhost"})
    assert [leiden.get(link).status_code for link in (first, second, third)] == [410, 410, 200]
    with schema_context("public"):
        assert Event.objects.filter(name="municipality.administrator_invited").count() == 3


def test_a_faulty_address_of_an_administrator_is_told(operator_client: Client) -> None:
    operator_client.post("/municipalities/create", LEIDEN)
    answer = operator_client.post(INVITE, ADMINISTRATOR | {"administrator_email": "piet"})
    assert (answer.status_code, 'href="#id_administrator_email"' in answer.content.decode()) == (400, True)


def test_a_message_that_cannot_be_sent_loses_no_invitation(operator_client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 1  # nobody is there
    page = operator_client.post("/municipalities/create", LEIDEN).content.decode()
    assert "kon niet worden verstuurd" in page
    assert "<h2>Geef de uitnodiging van" in page
    assert "is uitgenodigd" not in page
    assert Client(headers={"host": "leiden.localhost"}).get(link_in(page)).status_code == 200


def test_sent_from_its_page_it_is_done_once(operator_client: Client) -> None:
    """With the token that its form carries: what the operator does is done partly in the municipality's own schema."""
    for address, filled in (("/municipalities/create", LEIDEN), (INVITE, ADMINISTRATOR)):
        token = re.search(r'name="form_token" value="([^"]+)"', operator_client.get(address).content.decode())
        assert token
        first, again = (operator_client.post(address, {**filled, "form_token": token[1]}) for _click in range(2))
        assert (first.status_code, again.content) == (200, first.content)
        mailed_link(first)
    with schema_context("public"):
        assert Event.objects.filter(name="municipality.administrator_invited").count() == 2


def test_an_administrator_is_asked_for(operator_client: Client) -> None:
    page = operator_client.post("/municipalities/create", {"code": "gm0546", "name": "Leiden", "host": ""})
    assert page.status_code == 400
    assert not Municipality.objects.filter(code="GM0546").exists()


@pytest.mark.parametrize(
    ("field", "limit", "value"),
    [
        ("administrator_email", 254, lambda length: f"{'j' * (length - 11)}@example.nl"),
        ("administrator_name", 120, lambda length: "j" * length),
        ("name", 80, lambda length: "j" * length),
        ("host", 253, lambda length: ".".join(["j" * 62] * 4)[: length - 3] + ".nl"),
    ],
)
def test_a_field_takes_what_its_column_holds_and_no_more(
    operator_client: Client, field: str, limit: int, value: Callable[[int], str]
) -> None:
    # A local part of an address may not be as long as the column; what counts is that nothing breaks.
    fits = operator_client.post("/municipalities/create", {**LEIDEN, field: value(limit)})
    assert fits.status_code in (200, 400)
    longer = operator_client.post("/municipalities/create", {**LEIDEN, "code": "GM0363", field: value(limit + 1)})
    assert longer.status_code == 400
    assert f'href="#id_{field}"' in longer.content.decode()
    assert not Municipality.objects.filter(code="GM0363").exists()


def test_what_is_wrong_stands_at_its_field(operator_client: Client) -> None:
    page = operator_client.post("/municipalities/create", {**LEIDEN, "code": "GM0505"})
    assert page.status_code == 400
    assert "Deze gemeente is er al." in page.content.decode()


def test_a_site_closes_with_a_reason_and_opens_again(operator_client: Client) -> None:
    assert operator_client.post("/municipalities/GM0599/suspend", {"reason": ""}).status_code == 400
    operator_client.post("/municipalities/GM0599/suspend", {"reason": "onderhoud"})
    assert Client(headers={"host": "rotterdam.localhost"}).get("/").status_code == 503
    operator_client.post("/municipalities/GM0599/resume", {"reason": "klaar"})
    assert not Municipality.objects.get(code="GM0599").is_suspended


def test_the_second_operator_who_closes_a_site_does_not_open_it(operator_client: Client) -> None:
    operator_client.post("/municipalities/GM0599/suspend", {"reason": "onderhoud"})
    second = operator_client.post("/municipalities/GM0599/suspend", {"reason": "storing"})
    assert second.status_code == 400
    assert "De site is al gesloten." in second.content.decode()
    assert "storing" in second.content.decode()
    assert Client(headers={"host": "rotterdam.localhost"}).get("/").status_code == 503
    operator_client.post("/municipalities/GM0599/resume", {"reason": "klaar"})
    again = operator_client.post("/municipalities/GM0599/resume", {"reason": "klaar"})
    assert "De site is al open." in again.content.decode()


def test_an_unknown_code_is_not_there(operator_client: Client) -> None:
    for code in ("GM9998", "gm0505", "%00", "GM0505%00", "%F0%9F%91%A9"):
        assert operator_client.get(f"/municipalities/{code}").status_code == 404
        for deed in ("suspend", "resume", "administrator"):
            path = f"/municipalities/{code}/{deed}"
            assert [operator_client.get(path).status_code, operator_client.post(path).status_code] == [404, 404]


def test_these_pages_are_not_on_a_municipalitys_host(visitor: Client, cast: Cast) -> None:
    assert visitor.get("/municipalities/create").status_code == 404


def test_health_says_in_words_what_answers(operator_client: Client) -> None:
    assert "Alles antwoordt" in operator_client.get("/health").content.decode()
