"""What does not come from its page is refused at every address: without the token of its form it could be done twice."""

from __future__ import annotations

from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.http import HttpResponse
from django.test import Client

from tenants.kit.fields import UNSEEN
from tests.callers import ask
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, Address, addresses
from tests.sweeps.fuzz.forms import Form, forms_seen
from tests.sweeps.operator import operators_host
from tests.sweeps.world import World

PEOPLE = ["administrator", "manager", "clerk", "anonymous"]
SECRET = "a" * 32


@pytest.mark.parametrize("address", [one for one in addresses(MUNICIPAL) if not one.is_api], ids=str)
def test_a_page_of_a_municipality(address: Address, world: World) -> None:
    check(address.path(world.values), [world.client(who) for who in PEOPLE])


@pytest.mark.parametrize("address", addresses(OPERATOR), ids=str)
def test_a_page_of_the_operator(address: Address, world: World) -> None:
    otto, values = operators_host(world)
    check(address.path(values), [otto])


@pytest.mark.parametrize("address", [one for one in addresses(MUNICIPAL) if not one.is_api], ids=str)
def test_a_form_that_replaces_something_says_what_was_seen(address: Address, world: World) -> None:
    """Without it the form is refused as one that comes second, and the page says what to do."""
    path = address.path(world.values)
    client, found = forms_seen(path, [world.client(who) for who in PEOPLE])
    for form in found:
        if client is None or form.method != "POST" or "seen" not in dict(form.fields):
            continue
        refused = send(client, form, path, without="seen")
        if refused.status_code == 200 and 'name="is_sure"' in refused.content.decode():
            continue  # asked first: nothing is done, and the page that asks shows what stands there now
        assert refused.status_code == 412, path
        assert str(UNSEEN) in refused.content.decode(), path


def check(path: str, clients: list[Client]) -> None:
    client, found = forms_seen(path, clients)
    if client is None:
        return
    for form in (one for one in found if one.method == "POST"):
        assert send(client, form, path).status_code != 403, f"{path} with its token"
        refused = send(client, form, path, without="form_token")
        assert refused.status_code == 403, f"{path} without its token answers {refused.status_code}"
        assert "niet vanaf de eigen pagina" in refused.content.decode()


def send(client: Client, form: Form, path: str, without: str = "") -> HttpResponse:
    """As a browser does, whose tokens are checked."""
    browser = deepcopy(client)
    browser.handler.enforce_csrf_checks = True
    browser.cookies["csrftoken"] = SECRET
    fields = [(name, value) for name, value in form.fields if name not in (without, "csrfmiddlewaretoken")]
    body = urlencode([*fields, ("csrfmiddlewaretoken", SECRET)]).encode()
    return ask(browser, "POST", path, data=body, content_type="application/x-www-form-urlencoded")
