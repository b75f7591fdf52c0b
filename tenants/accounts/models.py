"""People who sign in: users with roles, and the invitations that bring them in."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from tenants.accounts.addresses import AddressField
from tenants.accounts.browsers import in_words
from tenants.accounts.choices import MANAGERS, InvitationState, Role
from tenants.accounts.querysets import InvitationQuerySet, ServiceQuerySet, SessionQuerySet, UserManager
from tenants.accounts.sessions import SessionStore
from tenants.kit.caller import Caller
from tenants.kit.columns import Choice, Choices, Line
from tenants.kit.constraints import Once
from tenants.kit.database import connection
from tenants.kit.errors import FieldError
from tenants.kit.models import Tracked
from tenants.kit.signing import salt
from tenants.policy.models import the_row


def faults_in_roles(roles: Iterable[str] | None) -> list[FieldError]:
    """Operators have no part in a municipality, whoever asks for it and by whatever door."""
    if Role.OPERATOR not in (roles or ()) or connection.schema_name == "public":
        return []
    return [FieldError("roles", "invalid", _("An operator has no part in a municipality. Choose another role."))]


class User(AbstractBaseUser, Tracked):
    """A person of one municipality, or an operator on the operator's host. The same address elsewhere is somebody else."""

    email = AddressField(_("e-mail address"))
    name = Line(_("name"), max_length=120, missing=_("Enter the person's name."))
    roles: Choices[list[str], list[str]] = Choices(
        _("roles"), max_length=20, choices=Role.choices, default=list, missing=_("Choose at least one role."),
        help_text=_("One person may have several. They decide what somebody sees and may do."),
    )  # fmt: skip
    language = Choice(_("language"), max_length=2, choices=[("nl", "Nederlands"), ("en", "English")], default="nl")
    is_active = models.BooleanField(default=True)
    second_step_reset_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(
        null=True, blank=True, help_text="When an administrator last took away a lost second step of signing in."
    )

    # Known of whoever is signed in: see `UserQuerySet.with_second_step`.
    has_second_step: bool
    owes_second_step: bool

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[Any] = UserManager()

    class Meta(Tracked.Meta):
        constraints = [
            Once(
                Lower("email"),
                name="user_email_once",
                at="email",
                told=_("Somebody with this e-mail address already has an account here."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def faults_on(self, day: dt.date) -> Iterable[FieldError]:
        return faults_in_roles(self.roles)

    @property
    def role_names(self) -> list[str]:
        """The roles as people say them, in the order of their list."""
        return [str(role.label) for role in Role if role in self.roles]

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session is good for a municipality, a password *and* roles: with one of them another, it has ended.

        The municipality is there because a restored copy of one has the same sessions and people.
        """
        worth = salt(f"{self.password} {' '.join(sorted(self.roles))}")
        return salted_hmac("tenants.accounts.User", worth, secret=secret, algorithm="sha256").hexdigest()

    def as_caller(self) -> Caller:
        """How policies and actions know this person."""
        return Caller(
            kind="operator" if Role.OPERATOR in self.roles else "user",
            id=str(self.pk),
            name=self.name,
            roles=frozenset(self.roles),
        )


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, or a visitor's. Its key opens the account, so it is shown nowhere."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    agent = models.CharField(max_length=200, help_text="What the browser said about itself when the person signed in.")
    last_used_at = models.DateTimeField()

    objects: ClassVar[Any] = BaseSessionManager.from_queryset(SessionQuerySet)()

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    @property
    def name(self) -> str:
        """How pages and forms tell it from the others."""
        return hashlib.sha256(self.session_key.encode()).hexdigest()[:16]

    @property
    def browser(self) -> str:
        return in_words(self.agent)


class Invitation(Tracked):
    """Somebody is asked to join with certain roles. The link's secret is stored hashed; it works once, until a day."""

    email = AddressField(_("e-mail address"))
    name = Line(_("name"), max_length=120, missing=_("Enter the person's name."))
    roles: Choices[list[str], list[str]] = Choices(
        _("roles"), max_length=20, choices=Role.choices, missing=_("Choose at least one role."),
        help_text=_("One person may have several. They decide what somebody sees and may do."),
    )  # fmt: skip
    secret_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=120)
    expires_on = models.DateField(help_text="The last day on which the link works.")
    accepted_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    withdrawn_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    passed_on_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(
        null=True, blank=True, help_text="When the link was shown to whoever invited, because it could not be mailed."
    )

    objects = InvitationQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            # Without a sentence beforehand: whoever is asked again gets a new link.
            models.UniqueConstraint(
                Lower("email"), condition=models.Q(accepted_at=None, withdrawn_at=None), name="invitation_open_once"
            )
        ]

    def faults_on(self, day: dt.date) -> Iterable[FieldError]:
        return faults_in_roles(self.roles)

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"

    def state_on(self, day: dt.date) -> InvitationState:
        if self.accepted_at:
            return InvitationState.ACCEPTED
        if self.withdrawn_at:
            return InvitationState.WITHDRAWN
        return InvitationState.OPEN if day <= self.expires_on else InvitationState.EXPIRED


class SignInService(Tracked):
    """The service with which the municipality's people sign in elsewhere too (OpenID Connect): one, or none."""

    id = models.UUIDField(primary_key=True, default=the_row, editable=False)
    name = Line(
        _("name of the service"), max_length=40, missing=_("Enter a name that your colleagues know."),
        help_text=_("Stands on the button, such as: Sign in with Dordrecht ID."),
    )  # fmt: skip
    issuer = Line(
        _("address of the service"), max_length=300, missing=_("Enter the address of the service."),
        help_text=_("What its manager calls the issuer, such as https://login.example.nl/dordrecht."),
    )  # fmt: skip
    client_id = Line(
        _("client ID"), max_length=191, missing=_("Enter the ID under which the service knows Raderwerk."),
        help_text=_("The ID under which the service knows Raderwerk."),
    )  # fmt: skip
    password = models.TextField(help_text="The client secret, sealed. History leaves out what has this name.")
    domain = Line(
        _("domain of your addresses"), max_length=120, blank=True,
        help_text=_(
            "Only when the service does not say itself that an address is confirmed: all addresses of this domain, such as "
            "dordrecht.nl, are then taken as confirmed."
        ),
    )  # fmt: skip
    is_required = models.BooleanField(
        _("Everybody signs in with this service"), default=False,
        help_text=_("A password lets in administrators only then, for when the service does not work."),
    )  # fmt: skip

    objects = ServiceQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [models.CheckConstraint(condition=models.Q(id=the_row()), name="sign_in_service_once")]

    def __str__(self) -> str:
        return self.name

    def must_be_used_by(self, user: User) -> bool:
        return self.is_required and MANAGERS.isdisjoint(user.roles)
