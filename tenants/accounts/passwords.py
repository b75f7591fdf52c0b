"""Which passwords are good enough, and the links with which a forgotten one is replaced."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tenants.kit.signing import salt

DIFFERENT = 6
# What fingers run along: a password that is mostly such a run is one of the first to be tried.
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")


class VariedPasswordValidator:
    """Refuses what is long and still easy: one character many times, a row of digits, a run of the keyboard."""

    def validate(self, password: str, user: Any = None) -> None:
        letters = [letter for letter in password.lower() if not letter.isspace()]
        pairs = ["".join(pair) for pair in itertools.pairwise(letters)]
        in_runs = sum(any(pair in run or pair in run[::-1] for run in _RUNS) for pair in pairs)
        if len(set(letters)) < DIFFERENT or in_runs * 2 > len(pairs):
            raise ValidationError(
                _("This password is easy to guess. Take a few words that do not belong together."), "too_plain"
            )

    def get_help_text(self) -> str:
        return _("A few words that do not belong together are easy to remember and hard to guess.")


class ResetTokens(PasswordResetTokenGenerator):
    """Good until the password or the address changes, or the person signs in; and in this municipality only."""

    @property
    def key_salt(self) -> str:  # type: ignore[override]
        return salt("password_reset")


class LongPasswordValidator(MinimumLengthValidator):
    """Django says that it is too short; we say what to do."""

    def get_error_message(self) -> str:
        return _("Choose a longer password, of at least %(least)d characters.") % {"least": self.min_length}
