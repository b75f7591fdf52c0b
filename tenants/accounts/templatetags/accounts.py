"""What pages of a library show of ours."""

from __future__ import annotations

from django import template

from tenants.accounts.models import SignInService

register = template.Library()


@register.simple_tag
def sign_in_service() -> SignInService | None:
    """The municipality's own service, for the button on the page where people sign in."""
    return SignInService.objects.here()
