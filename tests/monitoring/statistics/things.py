"""The official figures on health."""

from __future__ import annotations

from django_tenants.utils import schema_context

from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.shipped import shipped_files
from tests.sweeps.world import World


def bring_health_figures() -> None:
    """The seven releases of RIVM."""
    bring_topics_up_to_date()
    for file in shipped_files(Source.RIVM_HEALTH):
        import_file(Source.RIVM_HEALTH, file)


def draft(world: World) -> None:
    """They are everybody's: a second municipality finds them there."""
    if world.first:
        with schema_context("public"):
            bring_health_figures()
    world.values["topics/code"] = "inhabitants"
