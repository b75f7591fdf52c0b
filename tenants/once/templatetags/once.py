"""The token of a form: whoever sends the same form twice means it once."""

from __future__ import annotations

import secrets
from typing import Any

from django import template
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from tenants.once.middleware import FIELD

register = template.Library()


class _Tokens(CsrfTokenNode):
    def render(self, context: Any) -> SafeString:
        token = format_html('<input type="hidden" name="{}" value="{}">', FIELD, secrets.token_urlsafe(16))
        return SafeString(super().render(context) + token)


@register.tag
def csrf_token(_parser: Any, _token: Any) -> template.Node:
    """Django's tag, and with it a token of this form. Every form needs the first, so none is without the second."""
    return _Tokens()
