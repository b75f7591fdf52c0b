"""Taking partners in, and giving them keys."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Sequence

from django.utils.translation import gettext as _

from participation.partners import events
from participation.partners.choices import PartnerKind, scopes_of
from participation.partners.models import ApiKey, Partner
from participation.partners.policies import can_add_partner, can_change_partner, can_manage_keys
from participation.partners.rules import LIVE_KEYS
from tenants.kit.caller import Caller
from tenants.kit.checks import check, given_reason
from tenants.kit.clock import now
from tenants.kit.errors import Conflict, FieldError
from tenants.kit.policies import require
from tenants.kit.seen import Seen
from tenants.outbox.actions import change


def add_partner(*, name: str, kind: str, contact_name: str, contact_email: str, by: Caller, on: dt.date) -> Partner:
    """An organisation takes part from now on."""
    require(can_add_partner, by, on)
    with change(by) as changing:
        partner = Partner(name=name, kind=kind, contact_name=contact_name, contact_email=contact_email)
        check(partner, on)
        partner.save()
        changing.emit(events.PARTNER_ADDED, partner, kind=kind)
    return partner


def change_partner(
    partner: Partner,
    *,
    name: str,
    kind: str,
    contact_name: str,
    contact_email: str,
    by: Caller,
    on: dt.date,
    seen: Seen | None = None,
) -> Partner:
    """Another name, or somebody else to call: people leave."""
    require(can_change_partner, by, partner, on)
    with change(by) as changing:
        partner = Partner.objects.select_for_update().get(pk=partner.pk)
        partner.check_unchanged(seen)
        side = fault_in_side(partner, kind)
        changed = partner.put(name=name, kind=kind, contact_name=contact_name, contact_email=contact_email)
        check(partner, on, side)
        if changed:
            partner.save(update_fields=changed)
            changing.emit(events.PARTNER_CHANGED, partner, fields=changed)
    return partner


def set_partner_active(partner: Partner, active: bool, *, by: Caller, on: dt.date, reason: str = "") -> Partner:
    """A partner stops taking part, or takes part again. Its history stays; its keys do not work meanwhile."""
    require(can_change_partner, by, partner, on)
    with change(by, reason if active else given_reason(reason)) as changing:
        # Two administrators at once: the second finds it as they want it, and nothing is told twice.
        partner = Partner.objects.select_for_update().get(pk=partner.pk)
        if partner.is_active == active:
            return partner
        partner.is_active = active
        partner.save(update_fields=["is_active"])
        changing.emit(events.PARTNER_CHANGED, partner, isActive=active)
    return partner


def issue_api_key(
    partner: Partner | None,
    *,
    name: str,
    contact: str,
    scopes: Sequence[str],
    by: Caller,
    on: dt.date,
    expires_on: dt.date | None = None,
) -> tuple[ApiKey, str]:
    """A key for a partner, or with None for the municipality itself.

    Returns the key and the whole credential (`<prefix>.<secret>`), which can be shown now and never again.
    """
    require(can_manage_keys, by, on)
    prefix, secret = f"rw{secrets.token_hex(5)}", secrets.token_urlsafe(32)
    with change(by) as changing:
        if partner is not None:
            # Two administrators issue a key at the same moment: the second counts the first one's.
            partner = Partner.objects.select_for_update().get(pk=partner.pk)
            _check_room_for_key(partner, on)
        key = ApiKey(
            partner=partner, prefix=prefix, secret_hash=ApiKey.hash_of(secret), name=name, contact=contact,
            scopes=list(scopes), expires_on=expires_on,
        )  # fmt: skip
        check(key, on)
        key.save()
        changing.emit(events.KEY_ISSUED, key, prefix=prefix, scopes=key.scopes)
    return key, f"{prefix}.{secret}"


def rotate_api_key(key: ApiKey, *, by: Caller, on: dt.date, expires_on: dt.date | None = None) -> tuple[ApiKey, str]:
    """A second key that may do the same. The old one works until it is revoked, so that nothing stands still."""
    owner, scopes = key.partner, [scope for scope in key.scopes if scope in scopes_of(key.partner)]
    return issue_api_key(owner, name=key.name, contact=key.contact, scopes=scopes, by=by, on=on, expires_on=expires_on)


def revoke_api_key(key: ApiKey, *, by: Caller, on: dt.date, reason: str = "") -> ApiKey:
    """The key stops working at once. Revoking it twice changes nothing the second time."""
    require(can_manage_keys, by, on)
    with change(by, reason) as changing:
        # Two administrators revoke at the same moment: the first moment stays.
        key = ApiKey.objects.select_for_update().get(pk=key.pk)
        if key.revoked_at is None:
            key.revoked_at = now()
            key.save(update_fields=["revoked_at"])
            changing.emit(events.KEY_REVOKED, key, prefix=key.prefix)
    return key


def fault_in_side(partner: Partner, kind: str) -> FieldError | None:
    """Of another kind for a partner: what was promised by one side would stand on the other."""
    if partner.is_municipal == (kind == PartnerKind.MUNICIPAL_DEPARTMENT):
        return None
    told = _("A department stands on the municipality's side. Add the organisation anew instead.")
    return FieldError("kind", "other_side", told)


def _check_room_for_key(partner: Partner, on: dt.date) -> None:
    if not partner.is_active:
        raise Conflict(_("%(name)s does not take part any more, so a key would not work.") % {"name": partner.name})
    if ApiKey.objects.of_owner(partner).live_on(on).count() >= LIVE_KEYS:
        raise Conflict(
            _("%(name)s already has two working keys. Revoke the old one first.") % {"name": partner.name},
            "two_live_keys",
        )
