"""An operator adds a municipality, closes its site for the moment and opens it again, on pages."""

from __future__ import annotations

from django.test import Client

from tenants.public.municipalities.models import Municipality
from tests.cast import Cast

LEIDEN = {"code": "gm0546", "name": "Leiden", "host": ""}


def test_a_new_municipality_answers_on_its_host(operator_client: Client) -> None:
    page = operator_client.post("/municipalities/create", LEIDEN, follow=True)
    assert "Leiden is er en antwoordt op leiden.localhost." in page.content.decode()
    assert Client(headers={"host": "leiden.localhost"}).get("/").status_code == 200


def test_what_is_wrong_stands_at_its_field(operator_client: Client) -> None:
    page = operator_client.post("/municipalities/create", {**LEIDEN, "code": "GM0505"})
    assert page.status_code == 400
    assert "Deze gemeente is er al." in page.content.decode()


def test_a_site_closes_with_a_reason_and_opens_again(operator_client: Client) -> None:
    assert operator_client.post("/municipalities/GM0599/suspend", {"reason": ""}).status_code == 400
    operator_client.post("/municipalities/GM0599/suspend", {"reason": "onderhoud"})
    assert Client(headers={"host": "rotterdam.localhost"}).get("/").status_code == 503
    operator_client.post("/municipalities/GM0599/suspend", {"reason": "klaar"})
    assert not Municipality.objects.get(code="GM0599").is_suspended


def test_an_unknown_code_is_not_there(operator_client: Client) -> None:
    assert operator_client.get("/municipalities/GM9998").status_code == 404


def test_these_pages_are_not_on_a_municipalitys_host(visitor: Client, cast: Cast) -> None:
    assert visitor.get("/municipalities/create").status_code == 404


def test_health_says_in_words_what_answers(operator_client: Client) -> None:
    assert "Alles antwoordt" in operator_client.get("/health").content.decode()
