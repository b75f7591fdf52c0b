"""What a programme measures: a tab with all indicators, and a page where each gets its baseline and targets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.indicators import actions, forms
from monitoring.indicators.models import Indicator, Observation, Target
from monitoring.indicators.names import language
from monitoring.indicators.policies import can_record_observation
from monitoring.indicators.querysets import ObservationQuerySet, TargetQuerySet
from monitoring.indicators.questions import figures_of, official_figures, unit_of
from monitoring.indicators.rules.numerals import long_date
from monitoring.public.statistics.models import Topic
from programs.programs.models import Program
from programs.programs.page import find_program, program_page
from programs.programs.policies import can_edit_program
from tenants.kit.caller import caller_of
from tenants.kit.clock import today
from tenants.kit.confirmation import confirmation
from tenants.kit.dutch import told
from tenants.kit.pages import refusals_in, status_of
from tenants.kit.policies import require
from tenants.public.geography.models import Region

_EDITING = ["GET", "HEAD", "POST"]


@require_safe
def indicator_list(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """All indicators of a programme with the latest judgement and what is still missing."""
    program = find_program(request, program_id)
    context = program_page(request, program, "program_indicators")
    rows = Indicator.objects.visible_to(caller_of(request)).of_program(program.pk).in_order()
    rows = rows.with_names().with_targets()
    context["rows"] = [(row, row.judged(), _next_step(row)) for row in rows]
    return render(request, "indicators/indicator_list.html", context)


@require_http_methods(_EDITING)
def new_indicator(request: HttpRequest, program_id: UUID) -> HttpResponse:
    """An official figure for a region of the programme's areas."""
    program = _editable(request, program_id)
    regions = _regions_of(program)
    topics = sorted(Topic.objects.filter(columns__release__lines__region__in=regions).distinct(), key=str)
    form = forms.OfficialForm(request.POST or None, of=program, program=program, topics=topics, regions=regions)
    return _define(request, program, form, _("Add an official figure"))


@require_http_methods(_EDITING)
def new_own_indicator(request: HttpRequest, program_id: UUID) -> HttpResponse:
    program = _editable(request, program_id)
    return _define(
        request,
        program,
        forms.OwnForm(request.POST or None, of=program, program=program),
        _("Add a measure of our own"),
    )


def _define(request: HttpRequest, program: Program, form: Form, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.add_indicator(program, by=caller_of(request), on=today(), **form.cleaned_data)
            messages.success(request, _("The indicator has been added. Now set its baseline."))
            return redirect(
                "set_baseline" if can_edit_program(caller_of(request), program, today()) else "indicator", made.pk
            )
    return _form_page(request, program, form, title, _("Add the indicator"))


@require_http_methods(_EDITING)
def change_indicator(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    indicator = _find_editable(request, indicator_id)
    form = forms.ChangeForm(request.POST or None, indicator=indicator)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.change_indicator(indicator, by=caller_of(request), on=today(), **form.cleaned_data)
            messages.success(request, _("The indicator has been saved."))
            return redirect("indicator", indicator.pk)
    return _form_page(request, indicator.program, form, _("Change the indicator"), _("Save"))


@require_http_methods(_EDITING)
def remove_indicator(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    indicator = _find_editable(request, indicator_id)

    def act(reason: str) -> HttpResponse:
        actions.remove_indicator(indicator, by=caller_of(request), on=today())
        messages.success(request, _("The indicator has been removed."))
        return redirect("program_indicators", indicator.program_id)

    return confirmation(
        request,
        act,
        title=_("Remove this indicator?"),
        consequence=told(
            _("“%(name)s” goes out of the programme, with its baseline, targets and values. The history keeps them."),
            name=indicator.marked,
        ),
        button=_("Remove the indicator"),
        back=reverse("indicator", args=[indicator.pk]),
    )


@require_http_methods(_EDITING)
def baseline(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    """From the official figure of a year, or measured by the municipality itself."""
    indicator = _find_editable(request, indicator_id)
    form: Form
    if indicator.is_official:
        figures = figures_of(indicator, official_figures([indicator]))
        form = forms.OfficialBaselineForm(request.POST or None, indicator=indicator, figures=figures)
        action: Callable[..., Any] = actions.set_official_baseline
    else:
        form, action = forms.OwnBaselineForm(request.POST or None, indicator=indicator), actions.set_baseline
    return _measure(request, indicator, form, action, _("Set the baseline"), _("The baseline has been set."))


@require_http_methods(_EDITING)
def target(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    indicator = _find_editable(request, indicator_id)
    form = forms.NewTargetForm(request.POST or None, indicator=indicator)
    return _measure(request, indicator, form, actions.set_target, _("Set a target"), _("The target has been set."))


@require_http_methods(_EDITING)
def revision(request: HttpRequest, indicator_id: UUID, target_id: UUID) -> HttpResponse:
    indicator = _find_editable(request, indicator_id)
    # Who comes second revises what the first made of it, and sees both.
    old = _targets().newest_of(_target_of(indicator, target_id))
    form = forms.RevisionForm(request.POST or None, target=old)

    def revise(_indicator: Indicator, **given: Any) -> Target:
        return actions.revise_target(old, **given)

    return _measure(request, indicator, form, revise, _("Revise the target"), _("The target has been revised."))


@require_http_methods(_EDITING)
def target_withdrawal(request: HttpRequest, indicator_id: UUID, target_id: UUID) -> HttpResponse:
    indicator = _find_editable(request, indicator_id)
    old = _target_of(indicator, target_id)
    consequence = _(
        "%(value)s on %(day)s is no target any more, and the indicator is judged anew. It stays to be seen."
    )
    return _withdraw(request, indicator, old, actions.withdraw_target, _("Withdraw this target?"), consequence)


@require_http_methods(_EDITING)
def observation(request: HttpRequest, indicator_id: UUID) -> HttpResponse:
    indicator = _find_measured(request, indicator_id)
    form = forms.ObservationForm(request.POST or None)
    done = _("The value has been recorded, and the indicator judged by it.")
    return _measure(request, indicator, form, actions.record_observation, _("Record a value"), done)


@require_http_methods(_EDITING)
def correction(request: HttpRequest, indicator_id: UUID, observation_id: UUID) -> HttpResponse:
    indicator = _find_measured(request, indicator_id)
    old = _observations().newest_of(_observation_of(indicator, observation_id))
    form = forms.ObservationCorrectionForm(request.POST or None, observation=old)

    def correct(_indicator: Indicator, **given: Any) -> Observation:
        return actions.correct_observation(old, **given)

    done = _("The value has been corrected, and the indicator judged anew.")
    return _measure(request, indicator, form, correct, _("Correct a value"), done)


@require_http_methods(_EDITING)
def observation_withdrawal(request: HttpRequest, indicator_id: UUID, observation_id: UUID) -> HttpResponse:
    indicator = _find_measured(request, indicator_id)
    old = _observation_of(indicator, observation_id)
    consequence = _("%(value)s of %(day)s counts no more, and the indicator is judged anew. It stays to be seen.")
    return _withdraw(request, indicator, old, actions.withdraw_observation, _("Withdraw this value?"), consequence)


def _withdraw(
    request: HttpRequest,
    indicator: Indicator,
    old: Target | Observation,
    act: Callable[..., None],
    title: str,
    consequence: str,
) -> HttpResponse:
    def withdraw(reason: str) -> HttpResponse:
        act(old, reason=reason, by=caller_of(request), on=today())
        messages.success(request, _("It has been withdrawn."))
        return redirect("indicator", indicator.pk)

    back = reverse("indicator", args=[indicator.pk])
    said = {"value": unit_of(indicator).value(old.value, language()), "day": long_date(old.date, language())}
    return confirmation(
        request,
        withdraw,
        title=title,
        consequence=consequence % said,
        button=_("Withdraw"),
        back=back,
        needs_reason=True,
    )


def _measure(
    request: HttpRequest, indicator: Indicator, form: Form, action: Callable[..., Any], title: str, done: str
) -> HttpResponse:
    """The forms of an indicator's page go the same way: ask, do, back to the indicator."""
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            action(indicator, by=caller_of(request), on=today(), **form.cleaned_data)
            messages.success(request, done)
            return redirect("indicator", indicator.pk)
    return _form_page(
        request, indicator.program, form, told("%(title)s: %(name)s", title=title, name=indicator.marked), _("Save")
    )


def _form_page(request: HttpRequest, program: Program, form: Form, title: str, button: str) -> HttpResponse:
    context = program_page(request, program, "program_indicators")
    context |= {"form": form, "form_title": title, "button": button}
    return render(request, "programs/program_form.html", context, status=status_of(form))


def _find(request: HttpRequest, indicator_id: UUID) -> Indicator:
    """The indicator, when this caller may know of it; otherwise 404."""
    indicator = get_object_or_404(Indicator.objects.visible_to(caller_of(request)).with_measures(), pk=indicator_id)
    indicator.program = find_program(request, indicator.program_id)
    return indicator


def _find_measured(request: HttpRequest, indicator_id: UUID) -> Indicator:
    """For whoever may record its values."""
    indicator = _find(request, indicator_id)
    require(can_record_observation, caller_of(request), indicator.program, today())
    return indicator


def _targets() -> TargetQuerySet:
    return Target.objects.select_related("indicator__program")


def _target_of(indicator: Indicator, target_id: UUID) -> Target:
    return get_object_or_404(_targets(), indicator=indicator, pk=target_id)


def _observations() -> ObservationQuerySet:
    return Observation.objects.select_related("indicator__program")


def _observation_of(indicator: Indicator, observation_id: UUID) -> Observation:
    return get_object_or_404(_observations(), indicator=indicator, pk=observation_id)


def _find_editable(request: HttpRequest, indicator_id: UUID) -> Indicator:
    indicator = _find(request, indicator_id)
    _check_editor(request, indicator.program)
    return indicator


def _editable(request: HttpRequest, program_id: UUID) -> Program:
    program = find_program(request, program_id)
    _check_editor(request, program)
    return program


def _check_editor(request: HttpRequest, program: Program) -> None:
    require(can_edit_program, caller_of(request), program, today())


def _regions_of(program: Program) -> list[Region]:
    """The official regions of the programme's areas, without their outlines."""
    used = program.areas.values_list("area_regions__region", flat=True)
    return list(Region.objects.filter(pk__in=used).without_geometry().order_by("code"))


def _next_step(indicator: Indicator) -> str:
    """What is missing before it can be judged: the name of the page where that is done, or nothing."""
    if not indicator.has_baseline():
        return "set_baseline"
    targets = indicator.targets_in_force
    return "set_target" if indicator.needs_target and not targets else ""
