"""An invitation that waits, a session of everybody, and the parts of addresses that speak of accounts."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from django.conf import settings
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from tenants.accounts.actions import invite_user
from tenants.accounts.actions.own import address_token
from tenants.accounts.choices import Role
from tenants.accounts.models import Invitation, SignInService, User
from tenants.kit.sealed import seal
from tests.cast import PEOPLE
from tests.sweeps.world import BY, World


def draft(world: World) -> None:
    """Two invitations: of one the link is known, which says for whom it is."""
    word = world.secret("gast", ["administrator"])
    world.shows(word, "/users")
    _invite(world, word)
    invitation, secret = _invite(world, world.mark)
    world.values |= {"user_id": world.cast.reader.pk, "invitation_id": invitation.pk, "secret": secret}
    token = address_token(world.cast.reader, f"nieuw@{world.mark}.example")
    world.values |= {"uidb36": "1", "key": "x", "token": token}
    _second_steps(world)
    if world.first:
        # It is asked by nobody: our own machine is not.
        SignInService.objects.create(
            name=f"{world.mark[:37]} ID", issuer="https://127.0.0.1", client_id="raderwerk", password=seal("geheim")
        )
        world.sessions = {who: session_of(getattr(world.cast, who)) for who in PEOPLE}


def session_of(user: User) -> str:
    """As signing in makes one; the sign-in page itself has its own test. Nobody is asked for the password again."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() + 3600}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _second_steps(world: World) -> None:
    """The manager has an app and a key, the administrator recovery codes that were left."""
    manager, administrator = world.cast.manager, world.cast.administrator
    if not world.first:
        return
    Authenticator.objects.create(user=manager, type="totp", data={"secret": seal("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")})
    key = Authenticator.objects.create(
        user=manager, type="webauthn", data={"name": f"{world.mark} sleutel", "credential": _credential()}
    )
    seed = {"seed": seal("0" * 80), "used_mask": 0}
    Authenticator.objects.create(user=administrator, type="recovery_codes", data=seed)
    world.values["keys/pk"] = key.pk


def _invite(world: World, mark: str) -> tuple[Invitation, str]:
    return invite_user(email=f"{mark}@example.nl", name=f"{mark} gast", roles=[Role.READER], by=BY, on=world.on)


def _credential() -> dict[str, Any]:
    """What a browser sends when somebody adds a key; of one that nobody has."""
    number = b"0" * 16
    public = ES256.from_cryptography_key(generate_private_key(SECP256R1()).public_key())  # type: ignore[no-untyped-call]
    attested = AttestedCredentialData.create(b"\0" * 16, number, public)
    seen = AuthenticatorData.create(b"\0" * 32, AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, attested)
    client = CollectedClientData.create("webauthn.create", b"0" * 32, "http://dordrecht.localhost")
    return {
        "id": websafe_encode(number),
        "rawId": websafe_encode(number),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(client),
            "attestationObject": websafe_encode(AttestationObject.create("none", seen, {})),
        },
        "clientExtensionResults": {"credProps": {"rk": False}},
    }
