"""A municipality's first administrator: the only person in it whom the operator brings in."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from tenants.accounts import actions
from tenants.accounts.actions import invite_user, withdraw_invitation
from tenants.accounts.choices import Role
from tenants.accounts.models import Invitation, User
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Conflict, Refused
from tenants.kit.site import site_of
from tenants.outbox.actions import change
from tenants.public.municipalities import events
from tenants.public.municipalities.models import Municipality
from tenants.public.municipalities.policies import can_run_installation

OPERATOR = System("operator")


def has_administrator(municipality: Municipality) -> bool:
    """Whether somebody manages the people of this municipality. One query, and the only look inside."""
    with schema_context(municipality.schema_name):
        return bool(User.objects.active().with_role(Role.ADMINISTRATOR).exists())


def invite_administrator(
    municipality: Municipality, *, email: str, name: str, by: Caller, on: dt.date
) -> tuple[Invitation, str]:
    """Ask somebody to manage a municipality that nobody manages. Returns the invitation and the secret of its link.

    From then on its own administrators invite people: an operator who could go on doing so could let himself in.
    """
    if not can_run_installation(by):
        raise Refused(_("Only an operator can invite the administrator of a new municipality."))
    if has_administrator(municipality):
        raise Conflict(_("%(name)s has an administrator, who invites others.") % {"name": municipality.name})
    with schema_context(municipality.schema_name):
        # The one before did not come, or the address was wrong: only the newest link lets somebody in.
        for earlier in Invitation.objects.open_on(on):
            withdraw_invitation(earlier, by=OPERATOR)
        invitation, secret = invite_user(email=email, name=name, roles=[Role.ADMINISTRATOR], by=OPERATOR, on=on)
    with change(by) as changing:
        changing.emit(events.ADMINISTRATOR_INVITED, municipality, code=municipality.code)
    return invitation, secret


def send_invitation(municipality: Municipality, invitation: Invitation, secret: str) -> str:
    """Mail the link; when that fails it is returned, to be passed on by hand, and the municipality can see that."""
    site = site_of(municipality)
    with schema_context(municipality.schema_name):
        return actions.send_invitation(invitation, secret, by=OPERATOR, site=site)
