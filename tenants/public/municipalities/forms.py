"""What an operator fills in about a municipality."""

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.accounts.models import User
from tenants.kit.fields import EmailField, LineField
from tenants.public.municipalities.administrators import Administrator
from tenants.public.municipalities.models import Domain, Municipality


def _longest(model: type[models.Model], field: str) -> int | None:
    """The column says how long a text may be, and nobody else."""
    longest: int | None = model._meta.get_field(field).max_length  # type: ignore[union-attr]
    return longest


class AdministratorForm(forms.Form):
    """Who is to manage a municipality that nobody manages yet."""

    administrator_name = LineField(
        label=_("Name of the administrator"),
        max_length=_longest(User, "name"),
        error_messages={"required": _("Enter the person's name.")},
    )
    administrator_email = EmailField(
        label=_("E-mail address of the administrator"),
        max_length=_longest(User, "email"),
        help_text=_("This person is invited, and invites everybody else."),
    )

    def administrator(self) -> Administrator:
        data = self.cleaned_data
        return Administrator(name=data["administrator_name"], email=data["administrator_email"])


class CreateForm(AdministratorForm):
    code = LineField(
        label=_("CBS code"),
        max_length=_longest(Municipality, "code"),
        help_text=_("GM and four digits, such as GM0505 for Dordrecht."),
        error_messages={"required": _("Enter the code of the municipality.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    name = LineField(
        label=_("Name"),
        max_length=_longest(Municipality, "name"),
        required=False,
        help_text=_("Leave empty to use the official name."),
    )
    host = LineField(
        label=_("Host"),
        max_length=_longest(Domain, "domain"),
        required=False,
        help_text=_("Where its pages answer. Leave empty to make it from the name."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    field_order = ("code", "name", "host")

    def municipality(self) -> dict[str, str]:
        """The municipality, by the names of `create_municipality`."""
        return {name: self.cleaned_data[name] for name in ("code", "name", "host")}
