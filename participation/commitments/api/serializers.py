"""The form of commitments, their moves and their reports in JSON."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from participation.commitments.choices import Status
from participation.commitments.models import (
    OTHER_COMMITMENT,
    OTHER_PROGRAM,
    Commitment,
    ProgressReport,
    StatusChange,
)
from participation.partners.models import Partner
from programs.objectives.models import Objective
from tenants.kit.api.serializers import ApiModelSerializer, ApiSerializer, IdField, ReasonField, RowField
from tenants.kit.clock import today
from tenants.kit.errors import FieldError

_WHICH_PARTNER = _("Name a partner of this municipality that you act for.")
# Also understood: the word a partner would use.
DELIVERED = "delivered"


class CommitmentSerializer(ApiModelSerializer):
    """What a party promises to a programme, and where it stands."""

    partner_id = serializers.UUIDField(source="party_id")
    intervention_id = serializers.SerializerMethodField(
        method_name="get_intervention_id", help_text="Reserved; null for now."
    )
    is_late = serializers.SerializerMethodField(
        method_name="get_is_late", help_text="Due and not delivered, or delivered after the due date."
    )
    delivered = serializers.DecimalField(
        source="total_delivered", max_digits=14, decimal_places=2, help_text="The sum of the reports that stand."
    )

    class Meta:
        model = Commitment
        fields = (
            "id", "program_id", "partner_id", "objective_id", "intervention_id", "status", "is_late", "description",
            "quantity", "unit", "amount", "start_date", "due_date", "delivered", "delivered_on", "offered_by_side",
            "created_at", "updated_at",
        )  # fmt: skip
        read_only_fields = fields

    def get_intervention_id(self, commitment: Commitment) -> str | None:
        return None

    def get_is_late(self, commitment: Commitment) -> bool:
        return commitment.is_late(today())


def _objectives(view: Any) -> QuerySet[Objective]:
    """Those of the programme that the address is about: an offer's parent, or the changed commitment's."""
    return Objective.objects.filter(program=view.parent_row or view.row.program_id)


class CommitmentTermsSerializer(ApiModelSerializer):
    """What is promised. A partner offers on its own behalf."""

    example = {"quantity": 45, "dueDate": "2028-03-31"}
    objective_id = RowField(_objectives, OTHER_PROGRAM, source="objective", required=False, allow_null=True)
    intervention_id = IdField(required=False, allow_null=True)

    class Meta:
        model = Commitment
        fields: tuple[str, ...] = (
            "description", "quantity", "unit", "amount", "start_date", "due_date", "objective_id", "intervention_id",
        )  # fmt: skip

    def validate_interventionId(self, value: Any) -> Any:  # noqa: N802 (DRF finds it by the public name)
        if value is not None:
            raise serializers.ValidationError(_("There are no interventions yet; leave it out or send null."))
        return value

    def new_row(self) -> Commitment:
        return Commitment(program=self.context["view"].parent_row)


class OfferSerializer(CommitmentTermsSerializer):
    """What is promised; at city hall also by whom."""

    example = {
        "description": "Forty homes insulated",
        "quantity": 40,
        "unit": "homes",
        "startDate": "2027-01-01",
        "dueDate": "2027-12-31",
    }
    partner_id = RowField(
        lambda view: Partner.objects.visible_to(view.caller),
        _WHICH_PARTNER,
        source="party",
        required=False,
        help_text="Whose promise it is; a partner's key may leave it out.",
    )

    class Meta(CommitmentTermsSerializer.Meta):
        fields = (*CommitmentTermsSerializer.Meta.fields, "partner_id")

    def rules(self, values: Mapping[str, Any], unreadable: Collection[str]) -> Iterable[FieldError]:
        is_named, acts = "party" in values, self.context["view"].caller.organisation_id is not None
        yield from super().rules(values, unreadable if is_named else {*unreadable, "party"})
        if not is_named and not acts and "party" not in unreadable:
            yield FieldError("party", "required", _WHICH_PARTNER)


class StatusChangeSerializer(ApiModelSerializer):
    """A move of a commitment from one state to another."""

    to = serializers.ChoiceField(source="to_status", choices=Status.choices)

    class Meta:
        model = StatusChange
        fields = ("id", "commitment_id", "to", "side", "reason", "on", "created_at")
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so it cannot be declared as an attribute.
        origin = serializers.CharField(source="from_status", help_text="Empty for the first.")
        return {"from": origin, **super().get_fields()}


class MoveSerializer(ApiSerializer):
    """The state to move to, and why; declining, withdrawing, disputing and breaking need a reason."""

    example = {"to": "withdrawn", "reason": "The contractor is not available before the summer."}
    to = serializers.ChoiceField(choices=[*Status.choices, (DELIVERED, _("reported as delivered"))])
    reason = ReasonField()

    def validate_to(self, value: str) -> str:
        return Status.REPORTED_DELIVERED if value == DELIVERED else value


class ProgressReportSerializer(ApiModelSerializer):
    """What was done since the last report. A corrected report stays; `replacedById` says by which."""

    replaced_by_id = serializers.SerializerMethodField(method_name="get_replaced_by_id")

    class Meta:
        model = ProgressReport
        fields = ("id", "commitment_id", "date", "quantity", "text", "replaces_id", "replaced_by_id", "created_at")
        read_only_fields = fields

    def get_replaced_by_id(self, report: ProgressReport) -> str | None:
        later = getattr(report, "replaced_by", None)
        return str(later.pk) if later else None


class NewReportSerializer(ApiModelSerializer):
    """A report, or with `replacesId` the correction of an earlier one."""

    example = {"date": "2024-09-01", "quantity": 10, "text": "The first ten homes are done."}
    replaces_id = RowField(
        lambda view: view.parent_row.reports.all(), OTHER_COMMITMENT, source="replaces", required=False, allow_null=True
    )
    sure = serializers.BooleanField(
        default=False, help_text="True: far more than was promised is right. Without it such a report is asked about."
    )

    class Meta:
        model = ProgressReport
        fields = ("date", "quantity", "text", "replaces_id", "sure")

    def new_row(self) -> ProgressReport:
        return ProgressReport(commitment=self.context["view"].parent_row)
