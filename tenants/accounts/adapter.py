"""How allauth fits: nobody signs up by themselves, people are invited."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return str(subject)

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        """The session remembers its municipality, so that a cookie carried to another host is worth nothing."""
        request.session["municipality"] = getattr(getattr(request, "municipality", None), "code", "")
        return super().pre_login(request, user, **kwargs)
