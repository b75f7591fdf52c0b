"""Pages about partners."""

from django.urls import path

from participation.partners import views

urlpatterns = [
    path("partners", views.partner_list, name="partners"),
    path("partners/new", views.add_partner, name="add_partner"),
    path("partners/municipality", views.own_keys, name="own_keys"),
    path("partners/municipality/keys", views.issue_key, name="issue_own_key"),
    path("partners/municipality/keys/<uuid:key_id>/rotation", views.rotate_key, name="rotate_own_key"),
    path("partners/municipality/keys/<uuid:key_id>/revocation", views.revoke_key, name="revoke_own_key"),
    path("partners/<uuid:partner_id>", views.partner, name="partner"),
    path("partners/<uuid:partner_id>/change", views.change_partner, name="change_partner"),
    path("partners/<uuid:partner_id>/participation", views.stop_partner, name="stop_partner"),
    path("partners/<uuid:partner_id>/keys", views.issue_key, name="issue_key"),
    path("partners/<uuid:partner_id>/keys/<uuid:key_id>/rotation", views.rotate_key, name="rotate_key"),
    path("partners/<uuid:partner_id>/keys/<uuid:key_id>/revocation", views.revoke_key, name="revoke_key"),
]
