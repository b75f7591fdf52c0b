from django.urls import path

from participation.commitments.api.views import (
    CommitmentItem,
    Commitments,
    ProgramCommitments,
    ProgressReportItem,
    ProgressReports,
    StatusChangeItem,
    StatusChanges,
)

urlpatterns = [
    path("programs/<uuid:program_id>/commitments", ProgramCommitments.as_view(), name="api-program-commitments"),
    path("commitments", Commitments.as_view(), name="api-commitments"),
    path("commitments/<uuid:id>", CommitmentItem.as_view(), name="api-commitment"),
    path("commitments/<uuid:id>/status-changes", StatusChanges.as_view(), name="api-status-changes"),
    path("status-changes/<uuid:id>", StatusChangeItem.as_view(), name="api-status-change"),
    path("progress-reports/<uuid:id>", ProgressReportItem.as_view(), name="api-progress-report"),
    path("commitments/<uuid:id>/progress-reports", ProgressReports.as_view(), name="api-progress-reports"),
]
