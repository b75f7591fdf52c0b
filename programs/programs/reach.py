"""Whoever manages a programme is at work in its areas until it ends."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from programs.areas.models import Area
from programs.areas.reach import Reach
from programs.programs.models import Program
from tenants.accounts.choices import Role
from tenants.kit.caller import Caller


def _areas(caller: Caller, on: dt.date) -> QuerySet[Area]:
    if not caller.has_role(Role.AREA_MANAGER):
        return Area.objects.none()
    return Area.objects.filter(programs__in=Program.objects.managed_by(caller).not_ended())


PROGRAMS = Reach(10, _areas)
