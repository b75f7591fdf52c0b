from django.urls import path

from participation.commitments.api.views import (
    CommitmentItem,
    Commitments,
    ProgramCommitments,
    ProgressReports,
    StatusChanges,
)

urlpatterns = [
    path("programs/<uuid:program_id>/commitments", ProgramCommitments.as_view(), name="api-program-commitments"),
    path("commitments", Commitments.as_view(), name="api-commitments"),
    path("commitments/<uuid:id>", CommitmentItem.as_view(), name="api-commitment"),
    path("commitments/<uuid:id>/status-changes", StatusChanges.as_view(), name="api-status-changes"),
    path("commitments/<uuid:id>/progress-reports", ProgressReports.as_view(), name="api-progress-reports"),
]
