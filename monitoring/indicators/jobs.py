"""The long work of indicators."""

from django.utils.translation import gettext_lazy as _

from monitoring.indicators.policies import can_judge_indicators
from tenants.jobs.kinds import JobKind

JUDGEMENT = JobKind(
    "judgement",
    task="monitoring.indicators.tasks.judge_indicators",
    title=_("Judging the indicators"),
    may_start=can_judge_indicators,
    facts={
        "judged": _("indicators judged"),
        "changed": _("with another outcome than before"),
        "unmeasured": _("without a baseline or a target"),
    },
)
