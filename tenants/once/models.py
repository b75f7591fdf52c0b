"""Requests that are done once, however often they are sent."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models

from tenants.once.querysets import ClaimQuerySet


class Claim(models.Model):
    """A request by the key that its sender gave it: claimed before it is done, kept with its answer afterwards.

    The id is a hash of sender and key, and the answer is encrypted with the key: whoever reads the table learns nothing,
    also when an answer shows something once, such as a new API key.
    """

    id = models.CharField(max_length=64, primary_key=True)
    fingerprint = models.CharField(max_length=64, help_text="Of the request itself: method, address and body.")
    attempt = models.UUIDField(default=uuid.uuid4, help_text="Which of several attempts holds the claim now.")
    claimed_at = models.DateTimeField(help_text="When that attempt began.")
    has_acted = models.BooleanField(
        default=False, help_text="Set in the transaction of the action, so it is true exactly when something was done."
    )
    status: models.PositiveSmallIntegerField[int | None, int | None] = models.PositiveSmallIntegerField(
        null=True, help_text="Of the answer; empty as long as there is none."
    )
    answer = models.BinaryField(default=b"", help_text="Headers and body, encrypted.")

    objects = ClaimQuerySet.as_manager()

    def __str__(self) -> str:
        return self.id

    def is_older_than(self, age: dt.timedelta, moment: dt.datetime) -> bool:
        return self.claimed_at < moment - age
