"""How far it all is, on the front page."""

from __future__ import annotations

import datetime as dt

from monitoring.dashboards import sentences
from monitoring.dashboards.cards import segments
from monitoring.dashboards.figures import figures_of_rows, promises_of, running, summary_of
from tenants.kit.caller import Caller
from tenants.kit.front import Part, Section

NAMED = 10


def _progress(caller: Caller, on: dt.date) -> Section | None:
    """The conclusion of the dashboard with its strip; nothing as long as nothing is public. Three queries."""
    worst = figures_of_rows(running().worst_first().with_names()[:NAMED])
    if not worst:
        return None
    found = summary_of(running(), worst, promises_of([], on).get(None, []))
    context = {
        "heading": sentences.conclusion(found.distribution),
        "lead": sentences.lead(found),
        "dutch_names": found.dutch_names,
        "segments": segments(found.distribution),
    }
    return Section("dashboards/front.html", context)


PROGRESS = Part(10, _progress)
