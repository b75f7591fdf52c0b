"""What is asked about an indicator: what is measured, where it starts, where it must go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from monitoring.indicators.actions.measure import LARGEST_SAMPLE
from monitoring.indicators.models import Indicator, Observation, Target
from monitoring.indicators.names import DIRECTIONS
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.figures import Figure
from monitoring.public.statistics.models import Topic
from programs.programs.corrections import AfterDecisionForm, CorrectionForm
from programs.programs.models import Program
from tenants.kit.dutch import NameList
from tenants.kit.fields import (
    ChoiceField,
    DayField,
    LineField,
    NumberField,
    ReasonField,
    RowField,
    SeenField,
    SureField,
    WholeField,
    moment_of,
)
from tenants.public.geography.models import Region


def _source() -> LineField:
    return LineField(
        label=_("Source"), max_length=200, help_text=_("Who measured it, and how."),
        error_messages={"required": _("Say who measured it.")},
    )  # fmt: skip


class _ObjectiveForm(forms.Form):
    """What it is measured for."""

    objective = RowField(
        label=_("For which objective?"),
        required=False,
        empty_label=_("for the programme as a whole"),
        widget=NameList,
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["objective"]
        field.queryset = program.objectives.in_order()


class _DefinitionForm(_ObjectiveForm):
    """What every indicator has."""

    direction = ChoiceField(label=_("Which way must it go?"), choices=[("", _("Choose")), *DIRECTIONS])
    low = NumberField(label=_("Lower bound"), required=False, help_text=_("Only to keep it within a range."))
    high = NumberField(label=_("Upper bound"), required=False, help_text=_("Only to keep it within a range."))


class OfficialForm(AfterDecisionForm, _DefinitionForm):
    """An official figure of a region."""

    topic = RowField(label=_("Official figure"))
    region = RowField(label=_("Region"), widget=NameList)
    field_order = ("topic", "region", "objective", "direction", "low", "high", "reason")

    def __init__(self, *args: Any, topics: Sequence[Topic], regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("topic", Topic.objects.filter(pk__in=[topic.pk for topic in topics]), _by_source(topics))
        named = [(region.pk, str(region)) for region in regions]
        self._offer("region", Region.objects.filter(pk__in=[region.pk for region in regions]), named)

    def _offer(self, name: str, queryset: Any, choices: list[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = queryset
        field.choices = [("", _("Choose")), *choices]


def _by_source(topics: Sequence[Topic]) -> list[tuple[Any, list[tuple[int, str]]]]:
    """Topics under the heading of their source, as a choice field wants them."""
    return [
        (source.label, [(topic.pk, str(topic)) for topic in topics if topic.source == source.value])
        for source in Source
        if any(topic.source == source.value for topic in topics)
    ]


class _OwnFields(forms.Form):
    """What a measure of the municipality's own has besides; an official figure brings it along."""

    name = LineField(
        label=_("What is measured?"), max_length=200, error_messages={"required": _("Say what is measured.")}
    )
    unit = LineField(label=_("Unit"), max_length=40, required=False, help_text=_("For example: homes, or %."))
    interval_months = WholeField(
        label=_("How many months between two values?"), initial=12, min_value=1, max_value=1200
    )


class OwnForm(AfterDecisionForm, _OwnFields, _DefinitionForm):
    """A measure of the municipality's own."""

    field_order = ("name", "unit", "interval_months", "objective", "direction", "low", "high", "reason")


class ChangeForm(CorrectionForm, _OwnFields, _ObjectiveForm):
    """What may still change of an indicator, and of an official one neither unit nor interval."""

    is_key = forms.BooleanField(
        label=_("Counts for the outcome of the programme"),
        required=False,
        help_text=_("What does not count is shown on the programme's page, and nowhere in a total."),
    )
    field_order = ("name", "unit", "interval_months", "objective", "is_key")

    def __init__(self, data: Any, *, indicator: Indicator) -> None:
        super().__init__(data, row=indicator, of=indicator.program, program=indicator.program)
        if indicator.is_official:
            del self.fields["unit"], self.fields["interval_months"]


class OfficialBaselineForm(forms.Form):
    """The year whose official figure is the baseline."""

    period = forms.TypedChoiceField(label=_("Figure of which year?"), coerce=int)
    seen = SeenField()

    def __init__(self, data: Any, *, indicator: Indicator, figures: Sequence[Figure]) -> None:
        known = indicator.baseline if indicator.has_baseline() else None
        period = known.release.period if known and known.release else None
        super().__init__(data, initial={"period": period, "seen": moment_of(known)})
        field: Any = self.fields["period"]
        field.choices = [(figure.period, str(figure.period)) for figure in figures if figure.value is not None]


class OwnBaselineForm(forms.Form):
    value = NumberField(label=_("Value"))
    date = DayField(label=_("Measured on"))
    source = _source()
    sure = SureField()
    seen = SeenField()

    def __init__(self, data: Any, *, indicator: Indicator) -> None:
        known = indicator.baseline if indicator.has_baseline() else None
        given = {"value": known.value.normalize(), "date": known.date, "source": known.source} if known else {}
        super().__init__(data, initial={**given, "seen": moment_of(known)})


class TargetForm(forms.Form):
    value = NumberField(label=_("Target"))
    date = DayField(label=_("To be reached on"))
    sure = SureField()


class NewTargetForm(AfterDecisionForm, TargetForm):
    """Where it must go; after the council's decision with the reason."""

    seen = SeenField()

    def __init__(self, data: Any, *, indicator: Indicator) -> None:
        super().__init__(data, of=indicator.program, initial={"seen": moment_of(indicator)})


class RevisionForm(TargetForm):
    reason = ReasonField(
        label=_("Why does the target change?"),
        missing=_("Say why the target changes; the council will ask."),
        help_text=_("The old target stays to be seen, with this reason."),
    )
    seen = SeenField()
    field_order = ("value", "date", "reason", "sure")

    def __init__(self, data: Any, *, target: Target) -> None:
        super().__init__(
            data, initial={"value": target.value.normalize(), "date": target.date, "seen": moment_of(target)}
        )


class ObservationForm(forms.Form):
    value = NumberField(label=_("Value"))
    date = DayField(label=_("Measured on"))
    low = NumberField(label=_("Lower end of the interval"), required=False)
    high = NumberField(label=_("Upper end of the interval"), required=False)
    sample_size = WholeField(
        label=_("How many people were asked?"), required=False, min_value=1, max_value=LARGEST_SAMPLE
    )
    source = _source()
    sure = SureField()


class ObservationCorrectionForm(ObservationForm):
    reason = ReasonField(
        label=_("What was wrong?"),
        missing=_("Say what was wrong with it; the old value stays to be seen."),
        help_text=_("The old value stays to be seen, with this reason."),
    )
    seen = SeenField()
    field_order = ("value", "date", "low", "high", "sample_size", "source", "reason", "sure")

    def __init__(self, data: Any, *, observation: Observation) -> None:
        values = {name: getattr(observation, name) for name in ("value", "low", "high")}
        plain = {name: None if value is None else value.normalize() for name, value in values.items()}
        given = {name: getattr(observation, name) for name in ("date", "sample_size", "source")}
        super().__init__(data, initial={**plain, **given, "seen": moment_of(observation)})
