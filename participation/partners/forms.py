"""What is asked about partners and keys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.partners.choices import PartnerKind, scopes_of
from participation.partners.models import Partner
from tenants.kit.fields import DayField, SeenField
from tenants.kit.scopes import Scope


class PartnerForm(forms.Form):
    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind of organisation"), choices=PartnerKind.choices)
    contact_name = forms.CharField(label=_("Contact person"), max_length=120)
    contact_email = forms.EmailField(label=_("E-mail address of the contact person"))


class ChangeForm(PartnerForm):
    seen = SeenField()


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("What will use the key?"), max_length=80, help_text=_("For example: planning system.")
    )
    contact = forms.CharField(
        label=_("Contact person"), max_length=120, help_text=_("Whom do we call when something goes wrong?")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it be used for?"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = DayField(
        label=_("Last day"), required=False, help_text=_("Leave it empty for a key without a last day.")
    )

    def __init__(self, *args: Any, owner: Partner | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["scopes"]
        field.choices = [(scope.value, scope.label) for scope in scopes_of(owner)]
        field.initial = [scope for scope, _label in field.choices]
        if owner is None:
            field.help_text = _("A department that promises something from its own system gets a key of its own.")
