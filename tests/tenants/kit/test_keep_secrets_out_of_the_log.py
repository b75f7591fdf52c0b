"""No secret of a link or a key stands in the log, wherever in the line it turns up."""

from __future__ import annotations

import logging
import re
import secrets
import uuid

import pytest
from django.core import mail
from django.test import Client

from tenants.accounts.actions import invite_user
from tenants.accounts.choices import Role
from tenants.kit.caller import System
from tenants.kit.masking import MASK, without_secrets
from tests.cast import Cast
from tests.conftest import TODAY
from tests.sweeps.addresses import MUNICIPAL, OPERATOR, addresses
from tests.tenants.kit.logs import logged


def test_the_secret_of_an_invitation(visitor: Client, cast: Cast) -> None:
    _invitation, secret = invite_user(
        email="gast@example.nl", name="Gast", roles=[Role.READER], by=System("test"), on=TODAY
    )
    with logged() as lines:
        visitor.get(f"/invitations/{secret}")
        visitor.get("/account/login/", {"next": f"/invitations/{secret}"})
    assert f"GET /invitations/{MASK}" in str(lines)
    assert secret not in str(lines)


def test_the_link_that_resets_a_password(visitor: Client, cast: Cast) -> None:
    visitor.post("/account/password/reset/", {"email": cast.reader.email})
    link = re.search(r"/account/password/reset/key/\S+", str(mail.outbox[-1].body))
    assert link is not None
    with logged() as lines:
        visitor.get(link[0])
    assert f"GET /account/password/reset/key/{MASK}" in str(lines)


def test_a_secret_in_an_exception(cast: Cast) -> None:
    secret = secrets.token_urlsafe(32)
    with logged() as lines:
        try:
            raise ValueError(f"rw0123456789.{secret} was refused at /invitations/{secret}")
        except ValueError as error:
            logging.getLogger("elsewhere").error("failed", exc_info=error)
    assert "ValueError" in str(lines)
    assert secret not in str(lines)


def test_a_key_that_is_refused_is_known_by_its_prefix(visitor: Client) -> None:
    credential = f"rw0123456789.{secrets.token_urlsafe(32)}"
    with logged() as lines:
        visitor.get("/api/v1/me", headers={"authorization": f"Api-Key {credential}"})
    (line,) = lines.of("raderwerk.security")
    assert (line["event"], line["prefix"], line["municipality"]) == ("api_key.refused", "rw0123456789", "GM0505")
    assert line["request_id"]
    assert credential not in str(lines)


@pytest.mark.parametrize("urlconf", [MUNICIPAL, OPERATOR])
def test_every_address_with_a_secret_in_it(urlconf: str) -> None:
    """Whatever fills a part of text in a path of ours or of a library."""
    secret = f"{secrets.token_urlsafe(16)}:{secrets.token_urlsafe(16)}"
    for address in addresses(urlconf):
        named = {name: secret for converter, name in address.parameters if converter == "str"}
        others = {name: uuid.uuid4() for converter, name in address.parameters if converter != "str"}
        if named and "." not in address.route.rpartition("/")[2]:
            assert secret not in without_secrets(f"GET {address.path({**named, **others, 'of_route': {}})}")


@pytest.mark.parametrize(
    "line",
    [
        "GET /programs/01920000-0000-7abc-8def-0123456789ab/vision?tab=sources",
        "GET /api/v1/topics/difficulty-making-ends-meet",
        "GET /api/v1/figures?topic=inhabitants&region=GM0505",
        'File "/srv/raderwerk/tenants/public/municipalities/administrators.py", line 12',
    ],
)
def test_what_an_operator_needs_stays(line: str) -> None:
    assert without_secrets(line) == line
