"""What an operator fills in about a municipality."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CreateForm(forms.Form):
    code = forms.CharField(
        label=_("CBS code"),
        max_length=6,
        help_text=_("GM and four digits, such as GM0505 for Dordrecht."),
        error_messages={"required": _("Enter the code of the municipality.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Name"), max_length=80, required=False, help_text=_("Leave empty to use the official name.")
    )
    host = forms.CharField(
        label=_("Host"),
        max_length=253,
        required=False,
        help_text=_("Where its pages answer. Leave empty to make it from the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=200, error_messages={"required": _("Say why; it is kept in the history.")}
    )
