"""Pages about people, on both kinds of host. Of allauth's pages those that we use, and no other door."""

from allauth.account import views as allauth_views
from django.urls import include, path, re_path

from tenants.accounts.views import own, people, service

urlpatterns = [
    path("account", own.account, name="account"),
    path("account/address", own.address, name="address"),
    path("account/address/<str:token>", own.confirm_address, name="confirm_address"),
    path("account/sessions", own.sessions, name="sessions"),
    path("account/service", service.start, name="sign_in_by_service"),
    path("account/service/callback", service.callback, name="service_callback"),
    path("account/login/", allauth_views.login, name="account_login"),
    path("account/logout/", allauth_views.logout, name="account_logout"),
    path("account/inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", allauth_views.password_change, name="account_change_password"),
    path("account/password/set/", allauth_views.password_set, name="account_set_password"),
    path("account/password/reset/", allauth_views.password_reset, name="account_reset_password"),
    path("account/password/reset/done/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path(
        "account/password/reset/key/done/",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/second-step/", include("allauth.mfa.urls")),
    path("users", people.users, name="users"),
    path("users/invite", people.invite, name="invite"),
    path("users/service", service.service_settings, name="service_settings"),
    path("users/service/removal", service.remove_service, name="remove_service"),
    path("users/<uuid:user_id>", people.user, name="user"),
    path("users/<uuid:user_id>/deactivate", people.deactivate, name="deactivate"),
    path("users/<uuid:user_id>/second-step/reset", people.reset_second_step, name="reset_second_step"),
    path("users/<uuid:user_id>/identity/removal", service.forget_identity, name="forget_identity"),
    path("users/<uuid:user_id>/reactivate", people.reactivate, name="reactivate"),
    path("users/invitations/<uuid:invitation_id>/withdrawal", people.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<str:secret>", people.accept, name="accept_invitation"),
]
