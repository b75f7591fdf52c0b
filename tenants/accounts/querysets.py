"""Who may see whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import BaseUserManager
from django.db import models

from tenants.accounts.standing import administers, is_known_here, runs_the_installation
from tenants.kit.caller import Caller
from tenants.kit.clock import now

if TYPE_CHECKING:
    import datetime as dt

    from tenants.accounts.models import Invitation, Session, User  # noqa: F401 (named in base classes)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, caller: Caller) -> Self:
        """Colleagues see each other; strangers and partners see nobody."""
        return self if is_known_here(caller) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_role(self, *roles: str) -> Self:
        return self.filter(roles__overlap=list(roles))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)["User"]):  # type: ignore[misc]
    """Users by e-mail address."""

    def get_by_natural_key(self, username: str | None) -> Any:
        return self.get(email=username)


class SessionQuerySet(models.QuerySet["Session"]):
    def of(self, user: User) -> Self:
        """Those that are still good, the one used last on top."""
        return self.filter(user=user, expire_date__gt=now()).order_by("-last_used_at")


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, caller: Caller) -> Self:
        return self if administers(caller) or runs_the_installation(caller) else self.none()

    def unanswered(self) -> Self:
        """Not accepted and not withdrawn, whether the link still works or not."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open_on(self, day: dt.date) -> Self:
        """Unanswered, and not past its last day."""
        return self.unanswered().filter(expires_on__gte=day)
