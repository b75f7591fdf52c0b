"""The data steward has every indicator judged, by the worker, and waits for it."""

from config.demo import DAY
from config.demo.scenario.jobs import follow
from config.demo.scenario.stage import Act, Stage
from monitoring.indicators.jobs import JUDGEMENT
from monitoring.indicators.models import Judging
from tenants.jobs.actions import start_job


def judge(stage: Stage, act: Act) -> None:
    """In the municipality's schema, unless that day's judgements are there."""
    if Judging.objects.filter(day=DAY).exists():
        return
    stage.say(f"{act.city.name}: judging the indicators.")
    job = start_job(JUDGEMENT, by=act.caller("data_steward"))
    follow(stage, job)
