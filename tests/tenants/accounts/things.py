"""An invitation that waits, a session of everybody, and the parts of addresses that speak of accounts."""

from __future__ import annotations

from django.conf import settings
from django.test import Client

from tenants.accounts.actions import invite_user
from tenants.accounts.actions.own import address_token
from tenants.accounts.choices import Role
from tenants.accounts.models import Invitation, User
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
    if world.first:
        world.sessions = {who: session_of(getattr(world.cast, who)) for who in PEOPLE}


def session_of(user: User) -> str:
    """As signing in makes one; the sign-in page itself has its own test."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _invite(world: World, mark: str) -> tuple[Invitation, str]:
    return invite_user(email=f"{mark}@example.nl", name=f"{mark} gast", roles=[Role.READER], by=BY, on=world.on)
