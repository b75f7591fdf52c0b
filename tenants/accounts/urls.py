"""Pages about people, on both kinds of host."""

from django.urls import path

from tenants.accounts import views

urlpatterns = [
    path("account", views.account, name="account"),
    path("users", views.users, name="users"),
    path("users/invite", views.invite, name="invite"),
    path("users/<uuid:user_id>", views.user, name="user"),
    path("users/<uuid:user_id>/deactivate", views.deactivate, name="deactivate"),
    path("users/<uuid:user_id>/reactivate", views.reactivate, name="reactivate"),
    path("users/invitations/<uuid:invitation_id>/withdrawal", views.withdraw_invitation, name="withdraw_invitation"),
    path("invitations/<str:secret>", views.accept, name="accept_invitation"),
]
