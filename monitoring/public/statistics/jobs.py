"""The long work of official figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.public.statistics.importers.faults import sentence
from monitoring.public.statistics.policies import can_import_statistics
from monitoring.public.statistics.summary import FACTS
from tenants.jobs.kinds import NOTHING_KEPT, JobKind
from tenants.kit.errors import Text


def _kept(arguments: Mapping[str, Any]) -> Text:
    """Each release is stored whole, in a transaction of its own; a trial stores none."""
    if arguments.get("dry_run"):
        return NOTHING_KEPT
    return _("Each release that was read in whole is kept; the next import of it goes on from there.")


IMPORT = JobKind(
    "import_statistics",
    task="monitoring.public.statistics.tasks.import_statistics",
    title=_("Import of %(what)s"),
    may_start=can_import_statistics,
    facts=FACTS,
    say=sentence,
    kept=_kept,
)
