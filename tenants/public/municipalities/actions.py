"""Creating, suspending and resuming municipalities."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from tenants.accounts.models import Invitation
from tenants.kit.caller import Caller
from tenants.kit.errors import Conflict, FieldError, Invalid
from tenants.kit.policies import require
from tenants.outbox.actions import Change, change
from tenants.public.geography.actions import load_shipped_regions
from tenants.public.geography.models import Region
from tenants.public.municipalities import events
from tenants.public.municipalities.administrators import Administrator, add_administrator
from tenants.public.municipalities.hosts import is_operator_host, tell_hosts
from tenants.public.municipalities.models import Domain, Municipality
from tenants.public.municipalities.policies import can_run_installation
from tenants.public.municipalities.schemas import create_schema

_HOST = re.compile(r"^(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\Z")


def create_municipality(code: str, *, by: Caller, on: dt.date, name: str = "", host: str = "") -> Municipality:
    """A new municipality with its schema and host, in one transaction.

    Without a name the official one of that day is used; without a host `<name>.<MUNICIPALITY_DOMAIN>`.
    """
    with _creating(code, by=by, on=on, name=name, host=host) as (_changing, municipality):
        return municipality


def create_with_administrator(
    code: str, administrator: Administrator, *, by: Caller, on: dt.date, name: str = "", host: str = ""
) -> tuple[Municipality, Invitation, str]:
    """The same with somebody who is asked to manage it. Also gives the invitation and the secret of its link, which is
    not stored.
    """
    with _creating(code, by=by, on=on, name=name, host=host) as (changing, municipality):
        return municipality, *add_administrator(changing, municipality, administrator, on=on)


@contextmanager
def _creating(code: str, *, by: Caller, on: dt.date, name: str, host: str) -> Iterator[tuple[Change, Municipality]]:
    require(can_run_installation, by, on)
    if not Region.objects.exists():
        load_shipped_regions()  # so that the very first one has its name, its districts and their outlines
    code = code.strip().upper()
    name = name.strip() or _official_name(code, on)
    host = (host.strip() or f"{slugify(name)}.{settings.MUNICIPALITY_DOMAIN}").lower()
    _check(code, name, host)
    try:
        with change(by) as changing:
            municipality = Municipality(code=code, name=name, schema_name=code.lower())
            municipality.save()
            # (the first one: nothing to ask about others)
            Domain.objects.bulk_create([Domain(domain=host, tenant=municipality, is_primary=True)])
            create_schema(municipality.schema_name)
            changing.emit(events.MUNICIPALITY_CREATED, municipality, code=code, host=host)
            yield changing, municipality
    except IntegrityError as error:
        # Two operators, one code: the second finds it taken.
        raise Conflict(
            _("Municipality %(code)s or host %(host)s exists already.") % {"code": code, "host": host}
        ) from error


def suspend_municipality(municipality: Municipality, *, by: Caller, on: dt.date, reason: str) -> None:
    """Its host answers with a sentence until it is resumed; nothing is lost. Conflict: somebody closed it before."""
    _set_suspended(municipality, True, by=by, on=on, reason=reason)


def resume_municipality(municipality: Municipality, *, by: Caller, on: dt.date, reason: str = "") -> None:
    """Conflict: somebody opened it before."""
    _set_suspended(municipality, False, by=by, on=on, reason=reason)


def _set_suspended(municipality: Municipality, value: bool, *, by: Caller, on: dt.date, reason: str) -> None:
    require(can_run_installation, by, on)
    with change(by, reason) as changing:
        municipality = Municipality.objects.select_for_update().get(pk=municipality.pk)
        if municipality.is_suspended == value:
            raise Conflict(_("The site is closed already.") if value else _("The site is open already."))
        municipality.is_suspended = value
        municipality.save(update_fields=["is_suspended"])
        changing.emit(events.MUNICIPALITY_SUSPENDED if value else events.MUNICIPALITY_RESUMED, municipality)
        tell_hosts(municipality)


def _official_name(code: str, on: dt.date) -> str:
    region = Region.objects.valid_on(on).filter(code=code, level="municipality").first()
    return region.name or "" if region else ""


def _check(code: str, name: str, host: str) -> None:
    errors = []
    if not re.fullmatch(r"GM[0-9]{4}", code):
        errors.append(FieldError("code", "invalid", _("A municipality's code is GM and four digits, such as GM0505.")))
    if not name:
        errors.append(FieldError("name", "required", _("No municipality with this code is known. Enter its name.")))
    try:
        Municipality._meta.get_field("name").run_validators(name)
    except ValidationError as error:
        errors.append(FieldError("name", "too_long", " ".join(error.messages)))
    if name and (not _HOST.fullmatch(host) or is_operator_host(host)):
        errors.append(FieldError("host", "invalid", _("Enter a host name such as dordrecht.example.nl.")))
    if Municipality.objects.filter(code=code).exists():
        errors.append(FieldError("code", "taken", _("This municipality exists already.")))
    if Domain.objects.filter(domain=host).exists():
        errors.append(FieldError("host", "taken", _("Another municipality uses this host.")))
    if errors:
        raise Invalid(errors)
