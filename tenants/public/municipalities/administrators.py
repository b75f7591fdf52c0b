"""A municipality's first administrator: the only person in it whom the operator brings in."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _
from django_tenants.utils import schema_context

from tenants.accounts import actions
from tenants.accounts.actions import add_invitation
from tenants.accounts.choices import Role
from tenants.accounts.duties import withdraw
from tenants.accounts.models import Invitation, User
from tenants.kit.caller import Caller, System
from tenants.kit.errors import Conflict
from tenants.kit.policies import require
from tenants.kit.site import site_of
from tenants.outbox.actions import Change, change, change_in
from tenants.public.municipalities import events
from tenants.public.municipalities.models import Municipality
from tenants.public.municipalities.policies import can_run_installation

OPERATOR = System("operator")


@dataclass(frozen=True)
class Administrator:
    """Who is to manage a municipality that nobody manages yet."""

    name: str
    email: str


def has_administrator(municipality: Municipality) -> bool:
    """Whether somebody manages the people of this municipality. One query, and the only look inside."""
    with schema_context(municipality.schema_name):
        return bool(User.objects.active().with_role(Role.ADMINISTRATOR).exists())


def invite_administrator(
    municipality: Municipality, administrator: Administrator, *, by: Caller, on: dt.date
) -> tuple[Invitation, str]:
    """Ask somebody to manage a municipality that nobody manages. Returns the invitation and the secret of its link.

    From then on its own administrators invite people: an operator who could go on doing so could let himself in.
    """
    require(can_run_installation, by, on)
    if has_administrator(municipality):
        raise Conflict(_("%(name)s has an administrator, who invites others.") % {"name": municipality.name})
    with change(by) as changing:
        return add_administrator(changing, municipality, administrator, on=on)


def add_administrator(
    changing: Change, municipality: Municipality, administrator: Administrator, *, on: dt.date
) -> tuple[Invitation, str]:
    """The invitation as a part of a larger change."""
    with change_in(municipality.schema_name, changing, by=OPERATOR) as inside:
        # The one before did not come, or the address was wrong: only the newest link lets somebody in.
        for earlier in Invitation.objects.open_on(on).select_for_update():
            withdraw(inside, earlier)
        made = add_invitation(inside, **asdict(administrator), roles=[Role.ADMINISTRATOR], on=on)
    changing.emit(events.ADMINISTRATOR_INVITED, municipality, code=municipality.code)
    return made


def send_invitation(municipality: Municipality, invitation: Invitation, secret: str) -> str:
    """Mail the link; when that fails it is returned, to be passed on by hand, and the municipality can see that."""
    site = site_of(municipality)
    with schema_context(municipality.schema_name):
        return actions.send_invitation(invitation, secret, by=OPERATOR, site=site)
