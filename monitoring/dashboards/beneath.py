"""Below an objective what it is measured by: each indicator with its outcome, and the way to its chart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from monitoring.dashboards.cards import Line, line_of
from monitoring.dashboards.figures import figures_of_rows
from monitoring.indicators.models import Indicator
from programs.objectives.beneath import Beneath
from programs.programs.models import Program


def _indicators(program: Program) -> Mapping[UUID, Sequence[Line]]:
    """One query, and one for their targets."""
    rows = list(Indicator.objects.of_program(program.pk).with_names().with_targets().in_order())
    found: dict[UUID, list[Line]] = defaultdict(list)
    for row, figure in zip(rows, figures_of_rows(rows), strict=True):
        if row.objective_id:
            found[row.objective_id].append(line_of(figure))
    return found


INDICATORS = Beneath(10, "dashboards/beneath.html", _indicators)
