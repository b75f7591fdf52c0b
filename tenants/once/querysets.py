"""The words in which claims are asked for."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from tenants.once.models import Claim


class ClaimQuerySet(models.QuerySet["Claim"]):
    def of_attempt(self, claim: Claim) -> Self:
        """The claim as long as this attempt holds it: nobody has taken it over since."""
        return self.filter(pk=claim.pk, attempt=claim.attempt)

    def older_than(self, age: dt.timedelta, moment: dt.datetime) -> Self:
        return self.filter(claimed_at__lt=moment - age)
