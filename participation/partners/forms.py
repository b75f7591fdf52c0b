"""What is asked about partners and keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from participation.partners.actions import fault_in_side
from participation.partners.choices import scopes_of
from participation.partners.models import ApiKey, Partner
from tenants.kit.errors import FieldError
from tenants.kit.fields import SeenField, moment_of
from tenants.kit.forms import RowForm


class PartnerForm(RowForm):
    class Meta:
        model = Partner
        fields = ("name", "kind", "contact_name", "contact_email")


class ChangeForm(PartnerForm):
    seen = SeenField()

    def __init__(self, data: Any, *, partner: Partner, on: dt.date) -> None:
        self.partner = partner
        super().__init__(data, row=partner, on=on, initial={"seen": moment_of(partner)})

    def more_faults(self) -> Iterator[FieldError]:
        if "kind" in self.cleaned_data and (fault := fault_in_side(self.partner, self.cleaned_data["kind"])):
            yield fault


class KeyForm(RowForm):
    """A new key of a partner, or of the municipality itself."""

    class Meta:
        model = ApiKey
        fields = ("name", "contact", "scopes", "expires_on")

    def __init__(self, data: Any, *, owner: Partner | None, contact: str, on: dt.date) -> None:
        scopes = scopes_of(owner)
        super().__init__(data, row=ApiKey(partner=owner, contact=contact, scopes=list(scopes)), on=on)
        field: Any = self.fields["scopes"]
        field.choices = [(scope.value, scope.label) for scope in scopes]
        if owner is None:
            field.help_text = _("A department that promises something from its own system gets a key of its own.")
