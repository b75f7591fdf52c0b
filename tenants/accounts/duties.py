"""What somebody holds here, and what becomes of it when their account closes.

Accounts stand below the houses in which duties arise, so each app declares its own in a room `duties.py`; whoever closes
an account is shown them all, and they move in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django_tenants.utils import get_public_schema_name

from tenants.accounts import events
from tenants.accounts.models import Invitation, User
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.kit.errors import FieldError, Invalid
from tenants.kit.found import found
from tenants.outbox.actions import Change

Text = str | Promise


@dataclass(frozen=True)
class Duty:
    """One thing that somebody holds. `otherwise` says what becomes of it when nobody is named to take it over."""

    key: str
    title: Text
    otherwise: Text
    pass_on: Callable[[Change, User | None], None]
    url: str = ""
    takers: Sequence[User] = field(default=())


@dataclass(frozen=True)
class Duties:
    """The duties of a kind that somebody holds on a day."""

    order: int
    of: Callable[[User, dt.date], Iterator[Duty]]


def duties_of(user: User, on: dt.date) -> list[Duty]:
    for_operators = connection.schema_name == get_public_schema_name()
    kinds = found("duties", Duties, for_operators=for_operators)
    return [duty for kind in kinds for duty in kind.of(user, on)]


def pass_on_duties(changing: Change, user: User, on: dt.date, successors: Mapping[str, User]) -> None:
    """Each duty to who is named for it, or as it says itself. Raises Invalid for whoever may not have it."""
    duties = duties_of(user, on)
    wrong = [
        FieldError(duty.key, "invalid", _("%(person)s cannot take this over.") % {"person": successors[duty.key]})
        for duty in duties
        if duty.key in successors and successors[duty.key] not in duty.takers
    ]
    if wrong:
        raise Invalid(wrong)
    for duty in duties:
        duty.pass_on(changing, successors.get(duty.key))


def _invitations(user: User, on: dt.date) -> Iterator[Duty]:
    for invitation in Invitation.objects.unanswered().filter(invited_by=user.as_caller().label()):
        yield Duty(
            key=f"invitation-{invitation.pk}",
            title=_("Invited %(name)s, who has not answered yet") % {"name": invitation.name},
            otherwise=_("The link stops working. Invite the person again."),
            pass_on=partial(_withdraw, invitation),
        )


def _withdraw(invitation: Invitation, changing: Change, _successor: User | None) -> None:
    withdraw(changing, invitation)


def withdraw(changing: Change, invitation: Invitation) -> None:
    invitation.withdrawn_at = now()
    invitation.save(update_fields=["withdrawn_at"])
    changing.emit(events.INVITATION_WITHDRAWN, invitation)


INVITATIONS = Duties(90, _invitations)
