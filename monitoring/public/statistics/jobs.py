"""The long work of official figures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from monitoring.public.statistics.importers.faults import sentence
from monitoring.public.statistics.policies import can_import_statistics
from monitoring.public.statistics.summary import FACTS
from tenants.jobs.kinds import JobKind

IMPORT = JobKind(
    "import_statistics",
    task="monitoring.public.statistics.tasks.import_statistics",
    title=_("Import of %(what)s"),
    may_start=can_import_statistics,
    facts=FACTS,
    say=sentence,
)
