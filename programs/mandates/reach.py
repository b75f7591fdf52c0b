"""Whoever holds a mandate, or stands in for its manager, is at work in its areas as long as it holds."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from programs.areas.models import Area
from programs.areas.reach import Reach
from programs.mandates.models import Mandate
from tenants.kit.caller import Caller


def _areas(caller: Caller, on: dt.date) -> QuerySet[Area]:
    return Area.objects.filter(mandates__in=Mandate.objects.in_force_for(caller, on))


MANDATES = Reach(20, _areas)
