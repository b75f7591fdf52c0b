"""Every form on every page can be sent twice without harm, and every address that takes one opens as a page too."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import callers
from tests.callers import ask
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.operator import operators_host
from tests.sweeps.world import World

# Between them they see every form; an address is tried by the first who may.
PEOPLE = ["administrator", "manager", "clerk", "anonymous"]
NOT_FOR_THEM = (401, 403, 404)
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
_TOKEN = re.compile(r'name="form_token" value="([\w-]{16,})"')
# Nothing that any form takes: what it asks lacks, or is none of the choices.
WRONG: dict[str, Any] = {"data": b"to=nowhere&verdict=maybe", "content_type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("address", [one for one in addresses(MUNICIPAL) if not one.is_api], ids=str)
def test_a_page_of_a_municipality(address: Address, world: World) -> None:
    check(address.path(world.values), {who: world.client(who) for who in PEOPLE})


@pytest.mark.parametrize("address", addresses(OPERATOR), ids=str)
def test_a_page_of_the_operator(address: Address, world: World) -> None:
    otto, values = operators_host(world)
    check(address.path(values), {"operator": otto, "anonymous": callers.anonymous(callers.OPERATOR_HOST)})


def check(path: str, clients: dict[str, Client]) -> None:
    for who, client in clients.items():
        page = ask(client, "GET", path)
        check_tokens(tokens_of(page), f"{who} at {path}")
        failed = ask(client, "POST", path, **WRONG)
        if failed.status_code == 405:
            continue
        check_tokens(tokens_of(failed), f"{who}, after a fault at {path}")
        # Somebody switches the language there, or signs in again: that asks for the same address as a page.
        told = f"{who}: {path} answers {failed.status_code} to a form, and {page.status_code} when it is opened"
        assert page.status_code < 400 or page.status_code in NOT_FOR_THEM, told
        assert failed.status_code not in (400, 409, 412) or page.status_code < 400, told
        if failed.status_code not in NOT_FOR_THEM:
            return


def tokens_of(response: HttpResponse) -> list[list[str]]:
    """Of each form of a page that is sent, the tokens that stand in it."""
    if not response.get("Content-Type", "").startswith("text/html"):
        return []
    forms = _FORM.findall(response.getvalue().decode())
    return [_TOKEN.findall(inside) for tag, inside in forms if 'method="post"' in tag.lower()]


def check_tokens(found: list[list[str]], where: str) -> None:
    assert [len(each) for each in found] == [1] * len(found), f"{where}: a form has no token of its own"
    assert len({token for (token,) in found}) == len(found), f"{where}: two forms share a token"


def test_a_form_without_a_token_would_be_found() -> None:
    page = HttpResponse('<form method="post" action="/x"><input name="x"></form><form method="get"></form>')
    assert tokens_of(page) == [[]]
    with pytest.raises(AssertionError):
        check_tokens(tokens_of(page), "here")
