"""What an administrator fills in about the municipality."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.kit.fields import ReasonField, SeenField
from tenants.kit.forms import RowForm
from tenants.policy.models import Policy


class PolicyForm(RowForm):
    """Labels, limits and choices are the fields' own."""

    seen = SeenField()
    reason = ReasonField(required=False, help_text=_("Kept in the history, for whoever asks later why this changed."))

    class Meta:
        model = Policy
        fields = (
            "contact_name",
            "contact_email",
            "contact_phone",
            "must_use_mfa",
            "grant_limit",
            "adoption_recorded_by",
        )
        widgets = {
            "contact_email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "must_use_mfa": forms.RadioSelect,
            "adoption_recorded_by": forms.RadioSelect,
        }
