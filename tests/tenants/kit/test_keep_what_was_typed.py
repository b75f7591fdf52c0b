"""Text that somebody typed for an hour survives the end of the session, a fault, and another language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tenants.accounts.models import Session, User
from tests.cast import PASSWORD, Cast
from tests.programs.programs.things import draft_program

Enter = Callable[[User], Client]
STORY = "Een uur lang geschreven, over hoe het hier wordt."
TYPED: dict[str, object] = {"story": STORY, "horizon_year": "2050", "themes": ["social"], "seen": ""}


def sign_in(client: Client, user: User) -> str:
    """As people do, from wherever they were sent; answers where they come out."""
    answer = client.post("/account/login/?next=" + client.next, {"login": user.email, "password": PASSWORD})  # type: ignore[attr-defined]
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def hidden_in(page: Any) -> dict[str, str]:
    return dict(re.findall(r'name="(csrfmiddlewaretoken|form_token)" value="([^"]+)"', page.content.decode()))


def test_after_signing_in_again_the_text_is_there_and_not_saved(cast: Cast, signed_in: Enter) -> None:
    program = draft_program(cast.manager)
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/vision"
    Session.objects.all().delete()  # the session is over
    answer = client.post(address, TYPED)
    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next={address}"
    client.next = address  # type: ignore[attr-defined]
    back = sign_in(client, cast.manager)
    page = client.get(back)
    assert page.status_code == 200
    assert STORY in page.content.decode()
    assert "staat hier nog" in page.content.decode()
    assert not program.visions.exists()
    assert STORY not in client.get(back).content.decode()  # once
    assert client.post(address, TYPED).status_code == 302
    assert program.visions.get().story == STORY


def test_the_text_is_there_when_the_cookie_of_the_session_is_gone_too(cast: Cast, signed_in: Enter) -> None:
    """After its age, or when the browser was started again: an hour of typing, and Save."""
    program = draft_program(cast.manager)
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/vision"
    client.handler.enforce_csrf_checks = True
    typed = {**TYPED, **hidden_in(client.get(address))}
    Session.objects.all().delete()
    del client.cookies["sessionid"]
    answer = client.post(address, typed)
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={address}")
    person = {"login": cast.manager.email, "password": PASSWORD, **hidden_in(client.get(answer["Location"]))}
    found = client.post(answer["Location"], person)
    assert found.status_code == 302, found.content.decode()
    assert found["Location"] == address
    assert STORY in client.get(address).content.decode()
    assert not program.visions.exists()


def test_a_post_that_another_site_made_is_not_kept(cast: Cast, signed_in: Enter) -> None:
    program = draft_program(cast.manager)
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/vision"
    client.handler.enforce_csrf_checks = True
    client.get(address)
    Session.objects.all().delete()
    del client.cookies["sessionid"]
    assert client.post(address, TYPED).status_code == 403
    assert not Session.objects.exists()


def test_another_language_in_the_middle_of_a_form(cast: Cast, signed_in: Enter) -> None:
    program = draft_program(cast.manager)
    client, address = signed_in(cast.manager), f"/programs/{program.pk}/vision"
    assert 'formaction="/language/switch?next=' in client.get(address).content.decode()
    answer = client.post(f"/language/switch?next={address}", {**TYPED, "language": "en"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = client.get(address).content.decode()
    assert STORY in page
    assert "Where does it go?" in page


AWAY = ["https://evil.example.com/x", "//evil.example.com", "javascript:alert(1)", "@evil.example.com", "evil", "?a=b"]
AWAY += ["/\\evil.example.com", "///evil.example.com", "\\\\evil.example.com", "/\t/evil.example.com", " /", ""]


@pytest.mark.parametrize("away", AWAY)
def test_next_leads_to_no_other_site(away: str, cast: Cast, visitor: Client, signed_in: Enter) -> None:
    """Nor to an address that depends on the page from which it is asked."""
    there = f"?next={quote(away)}"
    person = {"login": cast.manager.email, "password": PASSWORD}
    assert visitor.post(f"/account/login/{there}", person)["Location"] == "/"
    for sent in ({}, {"next": "@evil.example.com"}):
        answer = signed_in(cast.manager).post(f"/language/switch{there}", {"language": "en", "story": "x", **sent})
        assert answer["Location"] == "/"
        assert answer.cookies["django_language"].value == "en"


def test_a_stranger_s_post_leaves_nothing_behind(cast: Cast, visitor: Client) -> None:
    program = draft_program(cast.manager)
    assert visitor.post(f"/programs/{program.pk}/vision", TYPED).status_code == 404
    assert not Session.objects.exists()
    assert "sessionid" not in visitor.cookies


def test_passwords_are_not_kept(cast: Cast, signed_in: Enter) -> None:
    client = signed_in(cast.manager)
    Session.objects.all().delete()
    client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "geheim en lang genoeg"})
    assert all("geheim" not in str(session.get_decoded()) for session in Session.objects.all())


def test_a_method_that_does_not_exist_has_a_page(visitor: Client) -> None:
    answer = visitor.post("/help")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "Dit adres werkt niet op deze manier" in answer.content.decode()
