"""An objective leads to what it is measured by, and says how that goes."""

from __future__ import annotations

import re

from django.test import Client

from monitoring.indicators.models import Indicator
from programs.objectives.models import Objective
from programs.programs.models import Program


def listed(client: Client, program: Program) -> str:
    return re.sub(r"\s+", " ", client.get(f"/programs/{program.pk}/objectives").content.decode())


def test_below_an_objective_stands_what_it_is_measured_by(visitor: Client, program: Program) -> None:
    objective = Objective.objects.filter(program=program).first()
    assert objective is not None
    lonely = Indicator.objects.get(name="Eenzaamheid")
    assert f"/indicators/{lonely.pk}" not in listed(visitor, program)
    Indicator.objects.filter(pk=lonely.pk).update(objective=objective)
    found = listed(visitor, program)
    assert found.index(objective.title) < found.index(f'<a href="/indicators/{lonely.pk}">Eenzaamheid</a>')
    assert "verslechtert" in found
    assert "laatst 44% (2024), doel 20% (2030)" in found
