"""What people fill in about people."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from tenants.accounts.actions.people import HOW_YOU_KNOW
from tenants.accounts.choices import MUNICIPAL_ROLES, Role
from tenants.accounts.duties import Duty
from tenants.accounts.models import Invitation, SignInService, User
from tenants.kit.fields import ChoiceField, LineField, ReasonField, SeenField
from tenants.kit.forms import RowForm


def role_choices(for_operators: bool) -> list[tuple[str, Any]]:
    """The roles that exist on this kind of host."""
    roles = [Role.OPERATOR] if for_operators else MUNICIPAL_ROLES
    return [(role.value, role.label) for role in roles]


class RolesForm(RowForm):
    class Meta:
        model = User
        fields: tuple[str, ...] = ("roles",)

    def __init__(self, data: Any, *, for_operators: bool, **details: Any) -> None:
        super().__init__(data, **details)
        cast(forms.MultipleChoiceField, self.fields["roles"]).choices = role_choices(for_operators)


class ChangeRolesForm(RolesForm):
    seen = SeenField()
    reason = ReasonField(required=False, help_text=_("Kept in the history, for whoever asks later why this changed."))


class AddressForm(forms.Form):
    """Another address of one's own."""

    email = User._meta.get_field("email").formfield(label=_("New e-mail address"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"


class LanguageForm(forms.Form):
    language = ChoiceField(
        label=_("Language of messages"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        help_text=_("The pages themselves follow the choice at the top of the page."),
    )


class InviteForm(RolesForm):
    class Meta:
        model = Invitation
        fields = ("name", "email", "roles")
        help_texts = {"email": _("The invitation goes there; later the person signs in with it.")}


class AcceptForm(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least twelve characters. A short sentence is easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Choose a password.")},
    )


def _code() -> forms.CharField:
    """A code that somebody copies: the telephone shows digits, and offers what just came in."""
    typed = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return LineField(label=_("Code"), max_length=20, widget=typed, error_messages={"required": _("Enter a code.")})


class StepForm(AuthenticateForm):  # type: ignore[misc]
    code = _code()


class StepAgainForm(ReauthenticateForm):  # type: ignore[misc]
    code = _code()


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    code = _code()


NO_PASSKEY = _("This passkey could not be used. Try once more, or use another way.")


class _AnswerField(forms.JSONField):
    """What the browser's passkey says. A number of thousands of figures is more than Python reads."""

    widget = forms.HiddenInput
    default_error_messages = dict.fromkeys(("required", "invalid"), NO_PASSKEY)

    def to_python(self, value: Any) -> Any:
        try:
            answer = super().to_python(value)
        except (ValueError, RecursionError) as error:
            raise forms.ValidationError(NO_PASSKEY, code="invalid") from error
        # allauth asks no further about what counts as false, such as 0, and would keep it.
        if not isinstance(answer, dict):
            raise forms.ValidationError(NO_PASSKEY, code="invalid")
        return answer

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was sent is asked of the browser anew."""
        return initial


# fido2 checks little of what it reads: on nonsense it meets whatever it did not expect there.
_NONSENSE = (
    ArithmeticError,
    AttributeError,
    InvalidSignature,
    LookupError,
    NotImplementedError,
    RecursionError,
    struct.error,
    TypeError,
    UnsupportedAlgorithm,
    ValueError,
)


@contextmanager
def _only_a_passkey() -> Iterator[None]:
    """What is no answer of a passkey, or not of this one, is told in a sentence."""
    try:
        yield
    except forms.ValidationError as error:
        if getattr(error, "code", "") == "too_many_login_attempts":
            raise
        raise forms.ValidationError(NO_PASSKEY, code="invalid") from error
    except _NONSENSE as error:
        raise forms.ValidationError(NO_PASSKEY, code="invalid") from error


class _WithPasskey(forms.Form):
    """Before allauth's forms."""

    def clean_credential(self) -> Any:
        with _only_a_passkey():
            return super().clean_credential()  # type: ignore[misc]


class PasskeySignInForm(_WithPasskey, LoginWebAuthnForm):  # type: ignore[misc]
    credential = _AnswerField()


class PasskeyStepForm(_WithPasskey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    credential = _AnswerField()


class PasskeyAgainForm(_WithPasskey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    credential = _AnswerField()


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    credential = _AnswerField()
    name = LineField(label=_("Name"), max_length=60, required=False)
    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without a password"),
        required=False,
        help_text=_("It then always asks for your fingerprint, face or PIN."),
    )

    def clean(self) -> Any:
        with _only_a_passkey():
            return super().clean()


class RenamePasskeyForm(EditWebAuthnForm):  # type: ignore[misc]
    name = LineField(label=_("Name"), max_length=60, error_messages={"required": _("Give it a name.")})


class ResetForm(forms.Form):
    reason = ReasonField(
        missing=HOW_YOU_KNOW,
        help_text=_("Also how you know that it is this person who asks: a voice on the telephone is not enough."),
    )


class CloseForm(forms.Form):
    """Who takes over what somebody holds, a field a duty, and why the account closes."""

    reason = ReasonField()

    def __init__(self, *args: Any, duties: Sequence[Duty], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = {str(taker.pk): taker for duty in duties for taker in duty.takers}
        reason = self.fields.pop("reason")
        for duty in duties:
            if duty.takers:
                self.fields[duty.key] = ChoiceField(
                    label=str(duty.title),
                    choices=[("", _("nobody")), *((str(taker.pk), taker.name) for taker in duty.takers)],
                    required=False,
                    help_text=_("Without a name: %(otherwise)s") % {"otherwise": duty.otherwise},
                )
        self.fields["reason"] = reason

    def successors(self) -> dict[str, User]:
        """Who was named, by the key of the duty."""
        named = {name: value for name, value in self.cleaned_data.items() if name != "reason" and value}
        return {key: self.takers[value] for key, value in named.items()}


class ServiceForm(RowForm):
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is kept sealed and shown to nobody."),
        error_messages={"required": _("Enter the secret.")},
    )
    seen = SeenField()

    class Meta:
        model = SignInService
        fields = ("name", "issuer", "client_id", "domain", "is_required")

    field_order = ("name", "issuer", "client_id", "secret", "domain", "is_required")

    def __init__(self, data: Any, *, row: SignInService | None, **details: Any) -> None:
        super().__init__(data, row=row, **details)
        if row is not None:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = _(
                "It is kept sealed and shown to nobody. Leave this empty to keep the one that is known."
            )
