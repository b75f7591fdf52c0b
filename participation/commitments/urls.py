"""Pages about commitments."""

from django.urls import path

from participation.commitments import views

urlpatterns = [
    path("commitments", views.commitment_list, name="commitments"),
    path("commitments/<uuid:commitment_id>", views.commitment, name="commitment"),
    path("commitments/<uuid:commitment_id>/status", views.change_status, name="change_commitment_status"),
    path("commitments/<uuid:commitment_id>/terms", views.change_terms, name="change_commitment"),
    path("commitments/<uuid:commitment_id>/reports", views.report, name="report_progress"),
    path("programs/<uuid:program_id>/commitments", views.program_commitments, name="program_commitments"),
    path("programs/<uuid:program_id>/commitments/new", views.offer, name="offer_commitment"),
]
