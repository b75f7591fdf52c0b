"""An invitation that waits, and the parts of addresses that speak of accounts."""

from __future__ import annotations

from tenants.accounts.actions import invite_user
from tenants.accounts.choices import Role
from tests.sweeps.world import BY, World


def draft(world: World) -> None:
    email, name = f"{world.mark}@example.nl", f"{world.mark} gast"
    invitation, secret = invite_user(email=email, name=name, roles=[Role.READER], by=BY, on=world.on)
    world.values |= {"user_id": world.cast.reader.pk, "invitation_id": invitation.pk, "secret": secret}
    world.values |= {"uidb36": "1", "key": "x"}
