"""Looking inside a municipality, for the operator: is it ready, is it used, and does its work go well?"""

from __future__ import annotations

import datetime as dt

from django.db.models import Max
from django_tenants.utils import schema_context

from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.jobs.models import Job
from tenants.outbox.models import History
from tenants.public.geography.choices import Level
from tenants.public.geography.models import Region
from tenants.public.municipalities.choices import Missing
from tenants.public.municipalities.models import Condition, Municipality
from tenants.public.municipalities.schemas import without_table

# A failure from before that is no longer news.
_FAILED_WITHIN = dt.timedelta(days=30)
# Among so many of the last changes somebody's is looked for; the others are the system's.
_LAST_CHANGES = 500


def look_at(municipality: Municipality, *, moment: dt.datetime, on: dt.date) -> Condition:
    """How it stands now, kept for the list. Nine queries at most."""
    last_active_at, failed_jobs = None, 0
    if without_table("accounts_user", [municipality.schema_name]):
        missing: list[str] = [Missing.SCHEMA]
    else:
        missing = _missing_regions(municipality, on)
        with schema_context(municipality.schema_name):
            if not User.objects.active().with_role(Role.ADMINISTRATOR).exists():
                missing.insert(0, Missing.ADMINISTRATOR)
            last_active_at, failed_jobs = _last_active_at(), _failed_jobs(moment)
    condition, _made = Condition.objects.update_or_create(
        municipality=municipality,
        defaults={"missing": missing, "last_active_at": last_active_at, "failed_jobs": failed_jobs},
    )
    return condition


def _missing_regions(municipality: Municipality, on: dt.date) -> list[str]:
    districts = Region.objects.valid_on(on).of_municipality(municipality.code).filter(level=Level.DISTRICT)
    if not districts.exists():
        return [Missing.DISTRICTS]
    return [] if districts.exclude(geometry=None).exists() else [Missing.OUTLINES]


def _last_active_at() -> dt.datetime | None:
    """The last time that somebody signed in or changed something."""
    signed_in = User.objects.aggregate(last=Max("last_login"))["last"]
    newest = list(History.objects.order_by("-pk").values_list("caller", "at")[:_LAST_CHANGES])
    changed = next((at for caller, at in newest if caller.startswith("user:")), None)
    return max((at for at in (signed_in, changed) if at), default=None)


def _failed_jobs(moment: dt.datetime) -> int:
    """What failed lately and was not started again."""
    return Job.objects.failed().filter(again_as=None, ended_at__gt=moment - _FAILED_WITHIN).count()
