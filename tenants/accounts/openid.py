"""How allauth's OpenID Connect fits: one service of the municipality's own, whose people must be invited here first."""

from __future__ import annotations

from typing import Any

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from tenants.accounts.actions import BY_SERVICE, come_in_by_service
from tenants.accounts.discovery import discover
from tenants.accounts.models import SignInService
from tenants.kit.clients import address_of
from tenants.kit.clock import today
from tenants.kit.errors import NotFound, Problem
from tenants.kit.outgoing import guarded_session
from tenants.kit.sealed import unseal
from tenants.kit.security_log import log_security
from tenants.kit.site import site_of_request


def service_here() -> SignInService:
    service = SignInService.objects.here()
    if service is None:
        raise NotFound(_("People sign in here with a password; there is no other service for it."))
    return service


def failed(request: HttpRequest, sentence: str, *, status: int, why: str) -> HttpResponse:
    """The page of whoever did not get in by the service. What the service itself said is told to nobody."""
    log_security("sign_in.by_service_failed", why=why, address=address_of(request))
    context = {"sentence": sentence, "service": SignInService.objects.here()}
    return render(request, "accounts/service_failed.html", context, status=status)


def does_not_answer(request: HttpRequest, error: Exception) -> HttpResponse:
    sentence = _(
        "%(service)s did not tell us who you are. Try again in a moment. If it stays like this, tell an administrator."
    ) % {"service": service_here().name}
    return failed(request, sentence, status=403, why=type(error).__name__)


class Conversation(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What we ask the service, once somebody comes back from it."""

    @property
    def openid_config(self) -> dict[str, Any]:
        return discover(self.get_provider().app.settings["server_url"])

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return site_of_request(request).url(reverse("service_callback"))


class ServiceProvider(OpenIDConnectProvider):  # type: ignore[misc]
    oauth2_adapter_class = Conversation

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Both that it sends must be about one person."""
        uid = str(data["id_token"]["sub"])
        if data.get("userinfo", {}).get("sub", uid) != uid:
            raise OAuth2Error("Two people in one answer.")
        return uid

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What the service tells of a person is not kept."""
        return {}


class ServiceAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> ServiceProvider:
        service = service_here()
        app = SocialApp(
            provider=OpenIDConnectProvider.id, provider_id=BY_SERVICE, name=service.name, client_id=service.client_id,
            secret=unseal(service.password),
            settings={
                "server_url": service.issuer,
                "oauth_pkce_enabled": True,
                "verified_email": [service.domain] if service.domain else False,
            },
        )  # fmt: skip
        return ServiceProvider(request, app=app)

    def get_requests_session(self) -> requests.Session:
        return guarded_session()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Somebody whom the service knows: whoever came before is known by its id, the others by a confirmed address."""
        if sociallogin.is_existing:
            return
        # (some services send "false", which is true)
        confirmed = [each.email for each in sociallogin.email_addresses if each.verified is True]
        try:
            sociallogin.user = come_in_by_service(
                sociallogin.account.uid, email=confirmed[0] if confirmed else "", on=today()
            )
        except Problem as problem:
            page = failed(request, str(problem.detail), status=problem.status, why=problem.code)
            raise ImmediateHttpResponse(page) from problem

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: ServiceProvider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        if error == AuthError.CANCELLED:
            told = _("You stopped before %(service)s knew who you are.") % {"service": provider.name}
            page = failed(request, told, status=403, why="cancelled")
        elif "state_id" in (extra_context or {}):
            told = _("This attempt to sign in is over, or it began in another browser. Begin again.")
            page = failed(request, told, status=403, why="unknown_state")
        else:
            page = does_not_answer(request, exception or OAuth2Error("refused"))
        raise ImmediateHttpResponse(page)
