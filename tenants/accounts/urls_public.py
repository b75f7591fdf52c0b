"""On the operator's host people are managed in the same way."""

from tenants.accounts.urls import urlpatterns

__all__ = ["urlpatterns"]
