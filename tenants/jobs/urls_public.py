"""Imports and creations are followed on the operator's host in the same way."""

from tenants.jobs.urls import urlpatterns

__all__ = ["urlpatterns"]
