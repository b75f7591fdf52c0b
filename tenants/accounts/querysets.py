"""Who may see whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, Value
from django_tenants.utils import get_public_schema_name

from tenants.accounts.choices import Role
from tenants.accounts.standing import administers, is_known_here, runs_the_installation
from tenants.kit.caller import Caller
from tenants.kit.clock import now
from tenants.kit.database import connection
from tenants.policy.choices import MustUseMfa

if TYPE_CHECKING:
    import datetime as dt

    from tenants.accounts.models import Invitation, Session, SignInService, User  # noqa: F401 (named in base classes)


def must_use_second_step() -> Q:
    """Who must sign in with two steps: what the municipality decided, and on the operator's host the installation."""
    from tenants.policy.models import Policy

    if connection.schema_name == get_public_schema_name():
        return Q(Value(settings.OPERATORS_MUST_USE_MFA))
    everybody = Policy.objects.filter(must_use_mfa=MustUseMfa.EVERYBODY)
    administrators = Policy.objects.filter(must_use_mfa=MustUseMfa.ADMINISTRATORS)
    return Q(Exists(everybody)) | (Q(roles__contains=[Role.ADMINISTRATOR]) & Q(Exists(administrators)))


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, caller: Caller) -> Self:
        """Colleagues see each other; strangers and partners see nobody."""
        return self if is_known_here(caller) else self.none()

    def active(self) -> Self:
        return self.filter(is_active=True)

    def with_second_step(self) -> Self:
        """Adds `has_second_step`, and `owes_second_step`: must have one and has none. Recovery codes are no step."""
        from allauth.mfa.models import Authenticator

        steps = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
        return self.annotate(has_second_step=Exists(steps)).annotate(
            owes_second_step=ExpressionWrapper(
                Q(has_second_step=False) & must_use_second_step(), output_field=models.BooleanField()
            )
        )

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


class ServiceQuerySet(models.QuerySet["SignInService"]):
    def here(self) -> SignInService | None:
        """The one of this host. One query."""
        return self.first()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, caller: Caller) -> Self:
        return self if administers(caller) or runs_the_installation(caller) else self.none()

    def unanswered(self) -> Self:
        """Not accepted and not withdrawn, whether the link still works or not."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open_on(self, day: dt.date) -> Self:
        """Unanswered, and not past its last day."""
        return self.unanswered().filter(expires_on__gte=day)
