"""The form of commitments, their moves and their reports in JSON."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from participation.commitments.choices import Side, Status
from participation.commitments.models import Commitment, ProgressReport, StatusChange
from participation.commitments.rules import Terms
from participation.commitments.sentences import report_faults, terms_faults
from participation.partners.models import Partner
from programs.objectives.models import Objective
from tenants.kit.api.serializers import ApiModelSerializer, ApiSerializer, DayField, RowField
from tenants.kit.clock import today
from tenants.kit.errors import FieldError

_WHICH_PARTNER = _("Name a partner of this municipality that you act for.")
_POSITIVE = {"exclusiveMinimum": 0}
# Also understood: the word a partner would use.
DELIVERED = "delivered"


class QuantityField(serializers.DecimalField):
    """A number with at most two decimals. Whether it is sensible is for the action to say, with all other faults."""

    def __init__(self, *, described: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        self.described = described
        super().__init__(max_digits=14, decimal_places=2, **kwargs)


class CommitmentSerializer(ApiModelSerializer):
    """What a party promises to a programme, and where it stands."""

    programId = serializers.UUIDField(source="program_id")
    partnerId = serializers.UUIDField(source="party_id")
    objectiveId = serializers.UUIDField(source="objective_id", allow_null=True)
    interventionId = serializers.SerializerMethodField(help_text="Reserved; null for now.")
    quantity = QuantityField(allow_null=True)
    amount = QuantityField(allow_null=True, help_text="Euros, when money is promised.")
    startDate = DayField(source="start_date")
    dueDate = DayField(source="due_date", help_text="The last day on which it is in time.")
    isLate = serializers.SerializerMethodField(help_text="Due and not delivered, or delivered after the due date.")
    delivered = QuantityField(source="total_delivered", help_text="The sum of the reports that stand.")
    deliveredOn = DayField(source="delivered_on", allow_null=True)
    offeredBySide = serializers.ChoiceField(source="offered_by_side", choices=Side.choices)
    createdAt = serializers.DateTimeField(source="created_at")
    updatedAt = serializers.DateTimeField(source="updated_at")

    class Meta:
        model = Commitment
        fields = (
            "id",
            "programId",
            "partnerId",
            "objectiveId",
            "interventionId",
            "status",
            "isLate",
            "description",
            "quantity",
            "unit",
            "amount",
            "startDate",
            "dueDate",
            "delivered",
            "deliveredOn",
            "offeredBySide",
            "createdAt",
            "updatedAt",
        )
        read_only_fields = fields

    def get_interventionId(self, commitment: Commitment) -> str | None:  # noqa: N802 (public name)
        return None

    def get_isLate(self, commitment: Commitment) -> bool:  # noqa: N802 (public name)
        return commitment.is_late(today())


def _objectives(view: Any) -> QuerySet[Objective]:
    """Those of the programme that the address is about: an offer's parent, or the changed commitment's."""
    return Objective.objects.filter(program=view.parent_row or view.row.program_id)


class CommitmentTermsSerializer(ApiSerializer):
    """What is promised. A partner offers on its own behalf."""

    example = {"quantity": 45, "dueDate": "2028-03-31"}
    description = serializers.CharField(max_length=2000, help_text="For example: Forty homes insulated.")
    quantity = QuantityField(described=_POSITIVE, required=False, allow_null=True)
    unit = serializers.CharField(max_length=40, required=False, allow_blank=True, help_text="For example: homes.")
    amount = QuantityField(
        described=_POSITIVE, required=False, allow_null=True, help_text="Euros, when money is promised."
    )
    startDate = DayField(source="start_date")
    dueDate = DayField(source="due_date")
    objectiveId = RowField(
        _objectives, _("Choose an objective of this programme."), source="objective", required=False, allow_null=True
    )
    interventionId = serializers.UUIDField(source="intervention_id", required=False, allow_null=True)

    def validate_interventionId(self, value: Any) -> Any:  # noqa: N802 (public name)
        if value is not None:
            raise serializers.ValidationError(_("There are no interventions yet; leave it out or send null."))
        return value

    def rules(self, values: Mapping[str, Any], unreadable: Collection[str]) -> Iterable[FieldError]:
        names = [field.name for field in dataclasses.fields(Terms)]
        known = {"description": "", "quantity": None, "unit": "", "amount": None, **values}
        day = dt.date.min  # stands in for one that is not known, and is not judged
        return terms_faults(Terms(**{name: known.get(name, day) for name in names}), unreadable)


class OfferSerializer(CommitmentTermsSerializer):
    """What is promised; at city hall also by whom."""

    example = {
        "description": "Forty homes insulated",
        "quantity": 40,
        "unit": "homes",
        "startDate": "2027-01-01",
        "dueDate": "2027-12-31",
    }
    partnerId = RowField(
        lambda view: Partner.objects.visible_to(view.caller),
        _WHICH_PARTNER,
        source="party",
        required=False,
        help_text="Whose promise it is; a partner's key may leave it out.",
    )

    def rules(self, values: Mapping[str, Any], unreadable: Collection[str]) -> Iterable[FieldError]:
        yield from super().rules(values, unreadable)
        if "party" not in values and "party" not in unreadable and self.context["view"].caller.organisation_id is None:
            yield FieldError("party", "required", _WHICH_PARTNER)


class StatusChangeSerializer(ApiModelSerializer):
    """A move of a commitment from one state to another."""

    commitmentId = serializers.UUIDField(source="commitment_id")
    to = serializers.ChoiceField(source="to_status", choices=Status.choices)
    on = DayField()
    createdAt = serializers.DateTimeField(source="created_at")

    class Meta:
        model = StatusChange
        fields = ("id", "commitmentId", "to", "side", "reason", "on", "createdAt")
        read_only_fields = fields

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so it cannot be declared as an attribute.
        origin = serializers.CharField(source="from_status", help_text="Empty for the first.")
        return {"from": origin, **super().get_fields()}


class MoveSerializer(ApiSerializer):
    """The state to move to, and why; declining, withdrawing, disputing and breaking need a reason."""

    example = {"to": "withdrawn", "reason": "The contractor is not available before the summer."}
    to = serializers.ChoiceField(choices=[*Status.choices, (DELIVERED, _("reported as delivered"))])
    reason = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)

    def validate_to(self, value: str) -> str:
        return Status.REPORTED_DELIVERED if value == DELIVERED else value


class ProgressReportSerializer(ApiModelSerializer):
    """What was done since the last report. A corrected report stays; `replacedById` says by which."""

    commitmentId = serializers.UUIDField(source="commitment_id")
    quantity = QuantityField()
    replacesId = serializers.UUIDField(source="replaces_id", allow_null=True)
    replacedById = serializers.SerializerMethodField()
    createdAt = serializers.DateTimeField(source="created_at")

    class Meta:
        model = ProgressReport
        fields = ("id", "commitmentId", "date", "quantity", "text", "replacesId", "replacedById", "createdAt")
        read_only_fields = fields

    def get_replacedById(self, report: ProgressReport) -> str | None:  # noqa: N802 (public name)
        later = getattr(report, "replaced_by", None)
        return str(later.pk) if later else None


class NewReportSerializer(ApiSerializer):
    """A report, or with `replacesId` the correction of an earlier one."""

    example = {"date": "2024-03-01", "quantity": 10, "text": "The first ten homes are done."}
    date = DayField()
    quantity = QuantityField(described={"minimum": 0, "exclusiveMinimum": None})
    text = serializers.CharField(required=False, allow_blank=True, default="", max_length=2000)
    replacesId = RowField(
        lambda view: view.parent_row.reports.all(),
        _("Choose a report of this commitment."),
        source="replaces",
        required=False,
        allow_null=True,
    )

    def rules(self, values: Mapping[str, Any], unreadable: Collection[str]) -> Iterable[FieldError]:
        return report_faults(values.get("date"), values.get("quantity"), values.get("text", ""), today())
