"""What happens to indicators in the transaction in which a vision is adopted (see `programs.programs.adoption`)."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from monitoring.indicators import events
from monitoring.indicators.models import Baseline, Indicator
from programs.programs.adoption import AtAdoption
from programs.programs.models import Program
from tenants.kit.errors import Conflict
from tenants.outbox.actions import Change


def freeze_baselines(program: Program, on: dt.date, changing: Change) -> None:
    """Freeze the baselines of the programme; refused as long as an indicator has no baseline, or no target."""
    indicators = list(Indicator.objects.of_program(program.pk).with_measures().in_order())
    lacking = [str(indicator) for indicator in indicators if _lacks_something(indicator)]
    if lacking:
        text = _("The vision cannot be adopted yet: no baseline or no target has been set for %(names)s.")
        raise Conflict(text % {"names": ", ".join(lacking)}, "indicator_incomplete")
    frozen = Baseline.objects.filter(indicator__program=program, frozen_on=None).update(frozen_on=on)
    if frozen:
        changing.emit(events.BASELINES_FROZEN, program, baselines=frozen)


def _lacks_something(indicator: Indicator) -> bool:
    targets = indicator.targets_in_force
    return not indicator.has_baseline() or (indicator.needs_target and not targets)


FREEZE = AtAdoption(10, freeze_baselines)
