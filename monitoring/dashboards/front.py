"""How far it all is, on the front page."""

from __future__ import annotations

import datetime as dt

from monitoring.dashboards import sentences
from monitoring.dashboards.cards import segments
from monitoring.dashboards.figures import municipality_dashboard
from tenants.kit.caller import Caller
from tenants.kit.front import Part, Section


def _progress(caller: Caller, on: dt.date) -> Section | None:
    """The conclusion of the dashboard with its strip; nothing as long as nothing is public. As many queries as it."""
    found = municipality_dashboard(on)
    if not found.distribution.total:
        return None
    context = {
        "heading": sentences.conclusion_of(found),
        "lead": sentences.lead(found.indicators, found.promises),
        "segments": segments(found.distribution, found.indicators),
    }
    return Section("dashboards/front.html", context)


PROGRESS = Part(10, _progress)
