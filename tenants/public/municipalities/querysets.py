"""How an operator asks for municipalities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Max, Q

if TYPE_CHECKING:
    from tenants.public.municipalities.models import Municipality  # noqa: F401 (named in a base class)


class MunicipalityQuerySet(models.QuerySet["Municipality"]):
    def with_host(self) -> Self:
        """Adds `host`, where it answers in the first place."""
        return self.annotate(host=Max("domains__domain", filter=Q(domains__is_primary=True)))

    def called(self, words: str) -> Self:
        """Name, code or a host has these words in it."""
        return self.filter(
            Q(name__icontains=words) | Q(code__icontains=words) | Q(domains__domain__icontains=words)
        ).distinct()

    def needing_attention(self) -> Self:
        return self.filter(Q(condition__failed_jobs__gt=0) | Q(condition__missing__len__gt=0))
