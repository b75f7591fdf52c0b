"""How allauth fits: nobody signs up by themselves, an account has one address, and links lead to our own host."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tenants.accounts import actions
from tenants.accounts.letters import notice_letter, reset_letter, service_letter
from tenants.accounts.models import SignInService, User
from tenants.accounts.sessions import AGENT
from tenants.kit.clients import address_of
from tenants.kit.dutch import dutch
from tenants.kit.letters import post
from tenants.kit.security_log import log_security
from tenants.kit.site import is_path_here, site_of_request

# What is written to somebody about a change of their way in, by allauth's name of the message.
NOTICES = {
    "account/email/password_changed": _("Your password was changed."),
    "account/email/password_reset": _("Your password was replaced with a link that was sent to this address."),
    "account/email/password_set": _("Your account has a password now."),
    "mfa/email/totp_activated": _("You sign in with a code of an app from now on, beside your password."),
    "mfa/email/totp_deactivated": _("You no longer sign in with a code of an app."),
    "mfa/email/webauthn_added": _("A passkey or security key was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey or security key was removed from your account."),
    "mfa/email/recovery_codes_generated": _("You made new recovery codes; the former ones no longer work."),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    request: HttpRequest

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """After signing in somebody goes on within the host where they are; never to another one, ours or not."""
        return is_path_here(url)

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
        return site_of_request(self.request).url(path.replace("UID-KEY", key))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._log("sign_in.slowed_down", credentials)
            raise

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Whoever must come in by the municipality's own service, does not come in by a password or a passkey."""
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        ways = {record["method"] for record in get_authentication_records(request, user)}
        service = None if response or "socialaccount" in ways else SignInService.objects.here()
        if service is None or not service.must_be_used_by(user):
            return response
        log_security("sign_in.other_way_owed", user.as_caller(), address=self.get_client_ip(request))
        sentence = _("You sign in here with %(service)s, not with a password.") % {"service": service.name}
        context = {"sentence": sentence, "service": service}
        return render(request, "accounts/service_failed.html", context, status=403)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        self._log("sign_in.failed", credentials)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        request.session[AGENT] = request.headers.get("user-agent", "")[:200]
        log_security("sign_in.succeeded", user.as_caller(), address=self.get_client_ip(request))
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response

    def _log(self, event: str, credentials: dict[str, Any]) -> None:
        """Whose account it was about, by id; what somebody typed who has none is theirs to keep."""
        user = User.objects.filter(email=credentials.get("email", "")).first()
        log_security(event, account=str(user.pk) if user else "", address=self.get_client_ip(self.request))

    def set_password(self, user: User, password: str) -> None:
        actions.set_password(user, password)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in is not asked again; whoever has nothing to show here goes by the service once more."""
        records = get_authentication_records(self.request, self.request.user)
        if any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records):
            return False
        if not super().get_reauthentication_methods(self.request.user) and SignInService.objects.here():
            raise ReauthenticationRequired
        return True

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        if methods or (service := SignInService.objects.here()) is None:
            return methods
        return [{"id": "service", "description": dutch(service.name), "url": reverse("sign_in_by_service")}]

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        log_security("password_reset.asked", account=str(user.pk), address=self.get_client_ip(self.request))
        site, service = site_of_request(self.request), SignInService.objects.here()
        if service and service.must_be_used_by(user):
            post(service_letter(user, service, site=site))
        else:
            post(reset_letter(user, url=context["password_reset_url"], site=site))

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """What changed about somebody's way in is written to them, and in the security log."""
        if template_prefix.startswith("mfa/"):
            log_security(f"second_step.{template_prefix.rpartition('/')[2]}", user.as_caller())
        post(notice_letter(user, NOTICES[template_prefix], site=site_of_request(self.request)))
