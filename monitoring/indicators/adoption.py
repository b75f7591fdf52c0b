"""What an adoption needs of indicators, and what it does to them (see `programs.programs.adoption`)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.indicators import events
from monitoring.indicators.models import Baseline, Indicator
from programs.programs.adoption import AtAdoption, Need
from programs.programs.models import Program
from tenants.outbox.actions import Change


def lack_of_indicators(program: Program) -> str:
    """The council decides on what can be judged: at least one indicator, and each with its path."""
    indicators = sorted(program.indicators.all(), key=lambda each: each.created_at)
    if not indicators:
        return _("nothing says yet how its outcome is measured: add an indicator with a baseline and a target")
    without_path = [str(indicator) for indicator in indicators if _lacks_something(indicator)]
    if not without_path:
        return ""
    return _("no baseline or no target has been set for %(names)s") % {"names": ", ".join(without_path)}


def _lacks_something(indicator: Indicator) -> bool:
    has_target = any(target.superseded_on is None for target in indicator.targets.all())
    return not indicator.has_baseline() or (indicator.needs_target and not has_target)


def freeze_baselines(program: Program, on: dt.date, changing: Change) -> None:
    frozen = Baseline.objects.filter(indicator__program=program, frozen_on=None).update(frozen_on=on)
    if frozen:
        changing.emit(events.BASELINES_FROZEN, program, baselines=frozen)


INDICATORS = Need(
    10,
    gettext_lazy("Indicators with a baseline and a target"),
    ("indicators__baseline", "indicators__targets", "indicators__topic"),
    lack_of_indicators,
    "program_indicators",
)
FREEZE = AtAdoption(10, freeze_baselines)
