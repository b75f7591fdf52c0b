"""What tests of partners start from: organisations with keys, and a program that calls the API with one."""

from __future__ import annotations

import json
from typing import Any

from django.test import Client

from participation.partners.actions import add_partner, issue_api_key, revoke_api_key
from participation.partners.choices import PartnerKind, scopes_of
from participation.partners.models import ApiKey, Partner
from tenants.kit.caller import System
from tenants.kit.scopes import Scope
from tests.cast import STAFF
from tests.conftest import TODAY
from tests.sweeps.world import BY, World

ALL_SCOPES = tuple(Scope.values)


class Machine:
    """A partner's program: JSON out, JSON in, with a key or without."""

    def __init__(self, credential: str = "", host: str = "dordrecht.localhost", language: str = "en") -> None:
        headers = {"host": host, "accept-language": language}
        if credential:
            headers["authorization"] = f"Api-Key {credential}"
        self.client = Client(headers=headers)

    def get(self, path: str, **parameters: Any) -> Any:
        return self.client.get(f"/api/v1/{path}", parameters)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._send("post", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self._send("patch", path, body, headers)

    def _send(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        text = body if isinstance(body, str | bytes) else json.dumps(body or {})
        send = getattr(self.client, method)
        return send(f"/api/v1/{path}", data=text, content_type="application/json", headers=headers)


def make_partner(name: str, kind: str) -> Partner:
    email = f"{name.split(maxsplit=1)[0].lower()}@example.nl"
    return add_partner(
        name=name, kind=kind, contact_name="Coen Contact", contact_email=email, by=System("test"), on=TODAY
    )


def make_key(partner: Partner | None, scopes: tuple[str, ...] = ()) -> str:
    _key, credential = issue_api_key(
        partner,
        name="Planning",
        contact="Coen Contact",
        scopes=scopes or scopes_of(partner),
        by=System("test"),
        on=TODAY,
    )
    return credential


def stored(credential: str) -> ApiKey:
    return ApiKey.objects.get(prefix=credential.partition(".")[0])


def draft(world: World) -> None:
    """Two organisations with a key each, and a key of the municipality's own."""
    contact, label = world.secret("contact", STAFF), world.secret("sleutel", ["administrator"])
    partner, other = (_partner(world, name, contact) for name in ("woningbouw", "welzijn"))
    world.keep(partner)
    world.keys = {"partner_key": _key(world, partner, label), "other_key": _key(world, other, label)}
    world.values |= {"partner_id": partner.pk, "key_id": partner.keys.get().pk}
    world.shows(contact, f"/partners/{partner.pk}")
    world.shows(label, f"/partners/{partner.pk}")
    if world.first:
        world.keys["municipal_key"] = _key(world, None, label)
        own = {"key_id": stored(world.keys["municipal_key"]).pk}
        world.values["of_route"] |= {
            f"partners/municipality/keys/<uuid:key_id>/{tail}": own for tail in ("rotation", "revocation")
        }


def more(world: World, more: World) -> None:
    """Keys that were revoked: two may work at a time."""
    for owner in (world.the(Partner), None):
        revoke_api_key(stored(_key(more, owner, more.mark)), by=BY, on=world.on)


def _partner(world: World, name: str, contact: str) -> Partner:
    return add_partner(
        name=f"{world.mark} {name}",
        kind=PartnerKind.HOUSING_ASSOCIATION,
        contact_name=contact,
        contact_email=f"{name}@{contact}.example.nl",
        by=BY,
        on=world.on,
    )


def _key(world: World, partner: Partner | None, name: str) -> str:
    _stored, credential = issue_api_key(partner, name=name, contact=name, scopes=scopes_of(partner), by=BY, on=world.on)
    return credential
