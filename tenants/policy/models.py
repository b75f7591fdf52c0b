"""What a municipality has decided about its own use of Raderwerk, and how it is reached: one row in each."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.kit.models import Tracked
from tenants.policy.choices import AdoptionRecordedBy, MustUseMfa


def the_row() -> uuid.UUID:
    """The id of the one row, which the first migration writes."""
    return uuid.UUID("00000000-0000-7000-8000-000000000001")


class Policy(Tracked):
    """Read it with `current_policy()`. A new rule of a municipality is a new field here, with a default."""

    id = models.UUIDField(primary_key=True, default=the_row, editable=False)
    contact_name = models.CharField(
        _("name of the contact"),
        max_length=120,
        blank=True,
        help_text=_("A department or a person; shown on the accessibility page and in the description of the API."),
    )
    contact_email = models.EmailField(
        _("e-mail address of the contact"), blank=True, help_text=_("Such as buurtaanpak@example.nl.")
    )
    contact_phone = models.CharField(
        _("telephone number of the contact"), max_length=30, blank=True, help_text=_("Such as 14 078.")
    )
    must_use_mfa = models.CharField(
        _("Who signs in with two steps?"),
        max_length=20,
        choices=MustUseMfa.choices,
        default=MustUseMfa.NOBODY,
        help_text=_("The second step is a code or a key beside the password."),
    )
    grant_limit = models.DecimalField(
        _("mandates that need a second person"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("In euros a year. Above it somebody else must agree before a mandate holds. Empty: no limit."),
    )
    adoption_recorded_by = models.CharField(
        _("Who records that the council adopted a vision?"),
        max_length=30,
        choices=AdoptionRecordedBy.choices,
        default=AdoptionRecordedBy.CLERK,
        help_text=_("From that moment the baselines are frozen."),
    )

    class Meta(Tracked.Meta):
        verbose_name_plural = "policy"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=the_row()), name="policy_one_row"),
            models.CheckConstraint(condition=models.Q(grant_limit__gte=0), name="policy_limit_not_negative"),
        ]

    def __str__(self) -> str:
        return "policy"
