"""What long work there is, as the apps declare it in their `jobs.py`. A job's row holds codes and values; the words are here.

IMPORT = JobKind(
    "import_statistics",
    task="monitoring.public.statistics.tasks.import_statistics",
    title=_("Import of %(what)s"),
    may_start=can_import_statistics,
    facts={"imported": _("releases read in")},
    say=sentence,
)
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from tenants.kit.caller import Caller
from tenants.kit.errors import Text
from tenants.kit.found import rooms

LOST, CRASHED = "lost", "crashed"
_ALWAYS = {
    LOST: _("The worker that did this is gone: it was stopped, or its machine was. Start it again."),
    CRASHED: _("Something went wrong that nobody foresaw (%(error)s); the log says more. Start it again."),
}
NOTHING_KEPT = _("Nothing of it was kept.")


@dataclass(frozen=True)
class JobFault:
    """Something that was not right, by its code and the values that its sentence names."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class JobKind:
    """`title` names values of the job's `about`; `facts` are the counts of its result that a page shows, in order; `say`
    makes the sentence of a fault, by code and values, in the language of whoever reads it; `kept` says what stays of work
    with these arguments that was stopped halfway.
    """

    name: str
    task: str
    title: Text
    may_start: Callable[[Caller, dt.date], bool]
    facts: Mapping[str, Text] = field(default_factory=dict)
    say: Callable[[str, Mapping[str, Any]], str] | None = None
    kept: Callable[[Mapping[str, Any]], Text] = lambda _arguments: NOTHING_KEPT

    def sentence(self, code: str, values: Mapping[str, Any]) -> str:
        if code in _ALWAYS:
            return str(_ALWAYS[code]) % values
        return self.say(code, values) if self.say else code


@cache
def job_kinds() -> dict[str, JobKind]:
    """All that the apps declare, by name."""
    declared = (value for module in rooms("jobs") for value in vars(module).values())
    return {kind.name: kind for kind in declared if isinstance(kind, JobKind)}
