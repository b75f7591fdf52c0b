"""Organisations that take part, and the keys with which their programs call the API."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from participation.partners.choices import PartnerKind
from participation.partners.querysets import ApiKeyQuerySet, PartnerQuerySet
from tenants.kit.caller import Caller
from tenants.kit.models import Tracked
from tenants.kit.scopes import Scope
from tenants.kit.triggers import HistoryTrigger

_UpdateOf: Any = pgtrigger.UpdateOf  # (its package has no types)
_WORTH_HISTORY = ("partner_id", "prefix", "secret_hash", "name", "contact", "scopes", "expires_on", "revoked_at")


class Partner(Tracked):
    """An organisation that takes part in programmes: a housing association, a school, a municipal department."""

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind of organisation"), max_length=30, choices=PartnerKind.choices)
    contact_name = models.CharField(_("contact person"), max_length=120)
    contact_email = models.EmailField(_("e-mail address of the contact person"))
    is_active = models.BooleanField(
        _("takes part"),
        default=True,
        help_text=_("Whoever no longer takes part keeps its history; its keys stop working."),
    )

    objects = PartnerQuerySet.as_manager()

    class Meta(Tracked.Meta):
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="partner_name_once",
                violation_error_message=_("There is already a partner with this name."),
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

    partner = models.ForeignKey(Partner, null=True, on_delete=models.PROTECT, related_name="keys")
    prefix = models.CharField(max_length=20, unique=True, help_text=_("The part of the key that may be seen."))
    secret_hash = models.CharField(max_length=64)
    name = models.CharField(_("name"), max_length=80, help_text=_("What uses the key, for example “planning system”."))
    contact = models.CharField(_("contact person"), max_length=120, help_text=_("Whom to call when it misbehaves."))
    scopes: ArrayField[list[str], list[str]] = ArrayField(
        models.CharField(max_length=40, choices=Scope.choices), default=list, verbose_name=_("what it may be used for")
    )
    expires_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        _("last day"), null=True, blank=True
    )
    last_used_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)
    revoked_at: models.DateTimeField[dt.datetime | None, dt.datetime | None] = models.DateTimeField(null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta(Tracked.Meta):
        verbose_name = _("API key")
        # As Tracked has it, except that a mere use of the key (`last_used_at`) is not a change worth a history row.
        triggers = [HistoryTrigger(operation=pgtrigger.Insert | pgtrigger.Delete | _UpdateOf(*_WORTH_HISTORY))]
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"

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
