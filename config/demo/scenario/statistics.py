"""Official regions and figures come in once, for all municipalities, by way of the worker."""

from config.demo.scenario.stage import Stage
from monitoring.public.statistics.actions import bring_topics_up_to_date, import_file
from monitoring.public.statistics.choices import Source
from monitoring.public.statistics.models import Release
from monitoring.public.statistics.shipped import shipped_files
from tenants.public.geography.actions import load_shipped_regions
from tenants.public.geography.models import Region


def bring_in(stage: Stage) -> None:
    """In schema public. What is there already stays; an import of the same file writes nothing."""
    if not Region.objects.exists():
        stage.say("Official municipalities, districts and neighbourhoods.")
        load_shipped_regions()
    for source in Source.values:
        files = shipped_files(source)
        if Release.objects.filter(source=source, file_name__in=[file.name for file in files]).count() < len(files):
            stage.say(f"Official figures: {Source(source).label}.")
            bring_topics_up_to_date()
            for file in files:
                import_file(source, file, progress=stage.progress.bar)
            stage.progress.end_bar()
