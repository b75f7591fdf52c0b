"""What a municipality has decided about its own use of Raderwerk, and how it is reached: one row in each."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.kit.columns import Amount, Choice, Email, Line
from tenants.kit.models import Tracked
from tenants.policy.choices import AdoptionRecordedBy, MustUseMfa


def the_row() -> uuid.UUID:
    """The id of the one row, which the first migration writes."""
    return uuid.UUID("00000000-0000-7000-8000-000000000001")


class Policy(Tracked):
    """Read it with `current_policy()`. A new rule of a municipality is a new field here, with a default."""

    id = models.UUIDField(primary_key=True, default=the_row, editable=False)
    contact_name = Line(
        _("name of the contact"),
        max_length=120,
        blank=True,
        help_text=_("A department or a person; shown on the accessibility page and in the description of the API."),
    )
    contact_email = Email(
        _("e-mail address of the contact"), blank=True, help_text=_("Such as buurtaanpak@example.nl.")
    )
    contact_phone = Line(
        _("telephone number of the contact"), max_length=30, blank=True, help_text=_("Such as 14 078.")
    )
    must_use_mfa = Choice(
        _("Who signs in with two steps?"),
        max_length=20,
        choices=MustUseMfa.choices,
        default=MustUseMfa.NOBODY,
        help_text=_("The second step is a code or a key beside the password."),
    )
    grant_limit: Amount[Decimal | None, Decimal | None] = Amount(
        _("mandates that need a second person"),
        null=True,
        blank=True,
        help_text=_(
            "In euros a year. Above it somebody else must agree before a mandate holds. Empty: no limit. "
            "A higher limit, or none, counts after 30 days."
        ),
    )
    adoption_recorded_by = Choice(
        _("Who records that the council adopted a vision?"),
        max_length=30,
        choices=AdoptionRecordedBy.choices,
        default=AdoptionRecordedBy.CLERK,
        help_text=_(
            "From that moment the baselines are frozen. "
            "Whoever changes this choice leaves it to others to record by it for 30 days."
        ),
    )

    class Meta(Tracked.Meta):
        verbose_name_plural = "policy"
        constraints = [
            models.CheckConstraint(condition=models.Q(id=the_row()), name="policy_one_row"),
            models.CheckConstraint(condition=models.Q(grant_limit__gte=0), name="policy_limit_not_negative"),
        ]

    def __str__(self) -> str:
        return "policy"
