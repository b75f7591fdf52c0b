"""The operator's host: who knocks there, and what the parts of its addresses are filled with."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tenants.accounts.actions import create_user, invite_user
from tenants.accounts.actions.own import address_token
from tenants.accounts.choices import Role
from tests import callers
from tests.cast import PASSWORD
from tests.sweeps.world import BY, World


def operators_host(world: World) -> tuple[Client, dict[str, Any]]:
    """The operator, and the values of addresses: there is a colleague, and somebody who was invited.

    The test goes on in the schema of that host.
    """
    otto = callers.operator()
    ours: dict[str, Any] = {"roles": [Role.OPERATOR], "by": BY, "on": world.on}
    colleague = create_user(email="olga@example.nl", name="Olga Operator", password=PASSWORD, **ours)
    invitation, secret = invite_user(email="oscar@example.nl", name="Oscar", **ours)
    token = address_token(colleague, "olga.nieuw@example.nl")
    values = {"user_id": colleague.pk, "invitation_id": invitation.pk, "secret": secret, "token": token}
    return otto, {**world.values, **values}
