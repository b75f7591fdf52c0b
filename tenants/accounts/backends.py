"""How somebody proves who they are with a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from tenants.accounts.models import User


class AddressBackend(ModelBackend):
    """By the one address of an account, in any spelling, and nothing else.

    Somebody whose account is closed is recognised too: the sign-in then says so, and lets nobody in.
    """

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        email = kwargs.get("email")
        if not email or not password:
            return None
        user: User | None = User.objects.filter(email=email).first()
        if user is None:
            User().set_password(password)  # as slow as for an account that exists
            return None
        return user if user.check_password(password) else None

    def get_user(self, user_id: Any) -> User | None:
        """Whose session it is; and in the same query whether they still owe a second step."""
        user: User | None = User.objects.active().with_second_step().filter(pk=user_id).first()
        return user
