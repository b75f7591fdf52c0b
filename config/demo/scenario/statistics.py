"""Official regions and figures come in once, for all municipalities, by way of the worker."""

from config.demo.scenario.jobs import follow
from config.demo.scenario.stage import Stage
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.jobs import IMPORT
from monitoring.public.statistics.models import Release
from monitoring.public.statistics.shipped import shipped_files
from tenants.accounts.models import User
from tenants.jobs.actions import start_job
from tenants.public.geography.actions import load_shipped_regions
from tenants.public.geography.models import Region


def bring_in(stage: Stage, operator: User) -> None:
    """In schema public. What is there already stays; an import of the same file writes nothing."""
    if not Region.objects.exists():
        stage.say("Official municipalities, districts and neighbourhoods.")
        load_shipped_regions()
    for source in Source:
        names = {file.name for file in shipped_files(source)}
        if names <= set(Release.objects.filter(source=source).values_list("file_name", flat=True)):
            continue
        stage.say(f"Official figures: {source.value}.")
        follow(
            stage,
            start_job(IMPORT, by=operator.as_caller(), about={"what": source.value}, source=source.value),
        )
