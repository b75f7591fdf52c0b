"""Organisations that take part, and the keys with which their programs call the API."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterator
from typing import Any

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.partners.choices import PartnerKind, scopes_of
from participation.partners.querysets import ApiKeyQuerySet, PartnerQuerySet
from participation.partners.rules import LONGEST_LIFE
from tenants.kit.caller import Caller
from tenants.kit.columns import Choice, Choices, Day, Email, Line
from tenants.kit.constraints import Once
from tenants.kit.errors import FieldError
from tenants.kit.fields import CHOOSE
from tenants.kit.models import Tracked
from tenants.kit.order import Same
from tenants.kit.scopes import Scope
from tenants.kit.triggers import HistoryTrigger

_UpdateOf: Any = pgtrigger.UpdateOf  # (its package has no types)
_WORTH_HISTORY = ("partner_id", "prefix", "secret_hash", "name", "contact", "scopes", "expires_on", "revoked_at")


class Partner(Tracked):
    """An organisation that takes part in programmes: a housing association, a school, a municipal department."""

    name = Line(_("name of the organisation"), max_length=120, missing=_("Enter the name of the organisation."))
    kind = Choice(
        _("kind of organisation"), max_length=30, choices=PartnerKind.choices,
        missing=_("Choose what kind of organisation it is."),
    )  # fmt: skip
    contact_name = Line(_("contact person"), max_length=120, missing=_("Enter whom to call."))
    contact_email = Email(_("e-mail address of the contact person"))
    is_active = models.BooleanField(
        _("takes part"),
        default=True,
        help_text=_("Whoever no longer takes part keeps its history; its keys stop working."),
    )

    objects = PartnerQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ("name",)
        constraints = [
            Once(
                Same("name"),
                name="partner_name_once",
                at="name",
                told=_("There is already a partner with this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_municipal(self) -> bool:
        """A department of the municipality: it stands on the municipality's side."""
        return self.kind == PartnerKind.MUNICIPAL_DEPARTMENT


class ApiKey(Tracked):
    """A key for the API. The secret is shown once and stored as a hash. Without a partner it is the municipality's."""

    partner = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=20, unique=True, help_text=_("The part of the key that may be seen."))
    secret_hash = models.CharField(max_length=64)
    name = Line(
        _("What will use the key?"), max_length=80, missing=_("Say what will use the key."),
        help_text=_("For example: planning system."),
    )  # fmt: skip
    contact = Line(
        _("contact person"), max_length=120, missing=_("Enter whom to call."),
        help_text=_("Whom do we call when something goes wrong?"),
    )  # fmt: skip
    scopes: Choices[list[str], list[str]] = Choices(
        _("What may it be used for?"), max_length=40, choices=Scope.choices, default=list,
        missing=_("Choose what the key may be used for."),
    )  # fmt: skip
    expires_on: Day[dt.date | None, dt.date | None] = Day(
        _("last day"), null=True, blank=True, help_text=_("Leave it empty for a key without a last day.")
    )
    last_used_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(
        null=True, blank=True
    )
    revoked_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(
        null=True, blank=True
    )

    objects = ApiKeyQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = _("API key")
        # As Tracked has it, except that a mere use of the key (`last_used_at`) is not a change worth a history row.
        triggers = [HistoryTrigger(operation=pgtrigger.Insert | pgtrigger.Delete | _UpdateOf(*_WORTH_HISTORY))]
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        """Of a new key."""
        if not set(self.scopes or ()) <= set(scopes_of(self.partner)):
            yield FieldError("scopes", "invalid", CHOOSE)
        if self.expires_on is not None and not day <= self.expires_on <= day + LONGEST_LIFE:
            yield FieldError("expires_on", "invalid", _("Choose a last day from today on, at most ten years ahead."))

    @staticmethod
    def hash_of(secret: str) -> str:
        """A plain hash is enough: the secret has 256 random bits, so there is nothing to guess."""
        return hashlib.sha256(secret.encode()).hexdigest()

    def is_secret(self, secret: str) -> bool:
        """Compares in constant time, so that the time of an answer tells nothing about the secret."""
        return hmac.compare_digest(self.secret_hash, self.hash_of(secret))

    def is_live(self, on: dt.date) -> bool:
        return self.revoked_at is None and (self.expires_on is None or on <= self.expires_on)

    @property
    def scope_names(self) -> list[str]:
        """What it may be used for, in the words of the page."""
        return [str(Scope(scope).label) for scope in self.scopes]

    def as_caller(self) -> Caller:
        """How policies and actions know this key."""
        return Caller(
            kind="api_key",
            id=str(self.pk),
            name=self.name,
            scopes=frozenset(self.scopes),
            organisation_id=self.partner_id,
        )
