"""Offering, reading and moving commitments, and reporting on them."""

from __future__ import annotations

from typing import Any

from participation.commitments.actions import change_commitment, change_status, offer_commitment, report_progress
from participation.commitments.api.serializers import (
    CommitmentSerializer,
    CommitmentTermsSerializer,
    MoveSerializer,
    NewReportSerializer,
    OfferSerializer,
    ProgressReportSerializer,
    StatusChangeSerializer,
)
from participation.commitments.filters import CommitmentFilters, ReportFilters
from participation.commitments.models import Commitment, ProgressReport, StatusChange
from participation.commitments.policies import (
    can_change_commitment,
    can_change_status,
    can_offer_commitment,
    can_report_progress,
)
from participation.partners.models import Partner
from programs.programs.models import Program
from tenants.kit.api.views import ItemView, ListView, Parent
from tenants.kit.caller import Caller
from tenants.kit.clock import today
from tenants.kit.scopes import Scope


class Commitments(ListView):
    """The commitments you may see, of all programmes. A partner sees its own."""

    scope = Scope.COMMITMENTS_READ
    queryset = Commitment.objects.with_delivered()
    serializer_class = CommitmentSerializer
    filters = CommitmentFilters


class ProgramCommitments(ListView):
    """The commitments of a programme that you may see."""

    scope = Scope.COMMITMENTS_READ
    write_scope = Scope.COMMITMENTS_WRITE
    queryset = Commitment.objects.with_delivered()
    serializer_class = CommitmentSerializer
    input_serializer_class = OfferSerializer
    filters = CommitmentFilters
    parent = Parent(Program.objects.all(), "program_id")
    can = {"POST": can_offer_commitment}
    item_name = "api-commitment"

    def create(self, data: dict[str, Any], by: Caller) -> Commitment:
        """Offer a commitment to a programme; the other side answers it."""
        data.pop("intervention_id", None)
        party = data.pop("party", None) or Partner.objects.visible_to(by).get()  # a partner sees itself
        return offer_commitment(self.parent_row, party=party, by=by, on=today(), **data)


class CommitmentItem(ItemView):
    """One commitment with its terms and where it stands."""

    scope = Scope.COMMITMENTS_READ
    write_scope = Scope.COMMITMENTS_WRITE
    queryset = Commitment.objects.select_related("program", "party").with_delivered()
    serializer_class = CommitmentSerializer
    input_serializer_class = CommitmentTermsSerializer
    can = {"PATCH": can_change_commitment}

    def change(self, row: Commitment, data: dict[str, Any], by: Caller) -> Commitment:
        """Change the terms of a commitment, as long as the other side has not answered."""
        data.pop("intervention_id", None)
        return change_commitment(row, by=by, on=today(), seen=self.seen, **data)


class StatusChanges(ListView):
    """The moves of a commitment so far."""

    scope = Scope.COMMITMENTS_READ
    write_scope = Scope.COMMITMENTS_WRITE
    queryset = StatusChange.objects.all()
    serializer_class = StatusChangeSerializer
    input_serializer_class = MoveSerializer
    parent = Parent(Commitment.objects.select_related("program", "party"), "id")
    parent_item = CommitmentItem
    can = {"POST": can_change_status}
    item_name = "api-status-change"

    def create(self, data: dict[str, Any], by: Caller) -> StatusChange:
        """Move a commitment to another state, for example to `accepted`, `delivered` or `withdrawn`."""
        return change_status(self.parent_row, data["to"], by=by, on=today(), reason=data["reason"], seen=self.seen)


class StatusChangeItem(ItemView):
    """One move of a commitment."""

    scope = Scope.COMMITMENTS_READ
    queryset = StatusChange.objects.all()
    serializer_class = StatusChangeSerializer


class ProgressReports(ListView):
    """The reports on a commitment, corrected ones included."""

    scope = Scope.COMMITMENTS_READ
    write_scope = Scope.COMMITMENTS_WRITE
    queryset = ProgressReport.objects.select_related("replaced_by")
    serializer_class = ProgressReportSerializer
    input_serializer_class = NewReportSerializer
    parent = Parent(Commitment.objects.select_related("program", "party"), "id")
    parent_item = CommitmentItem
    can = {"POST": can_report_progress}
    item_name = "api-progress-report"
    filters = ReportFilters

    def create(self, data: dict[str, Any], by: Caller) -> ProgressReport:
        """Report what was done for a commitment, or correct an earlier report."""
        return report_progress(self.parent_row, by=by, on=today(), seen=self.seen, **data)


class ProgressReportItem(ItemView):
    """One report on a commitment."""

    scope = Scope.COMMITMENTS_READ
    queryset = ProgressReport.objects.select_related("replaced_by")
    serializer_class = ProgressReportSerializer
