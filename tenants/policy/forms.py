"""What an administrator fills in about the municipality."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from tenants.kit.fields import EuroField, SeenField
from tenants.policy.models import Policy


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]
    """Labels, limits and choices are the fields' own."""

    seen = SeenField()
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=200,
        help_text=_("Kept in the history, for whoever asks later why this changed."),
    )

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
        field_classes = {"grant_limit": EuroField}
        widgets = {
            "contact_email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "must_use_mfa": forms.RadioSelect,
            "adoption_recorded_by": forms.RadioSelect,
            "grant_limit": forms.TextInput(attrs={"inputmode": "decimal"}),
        }
