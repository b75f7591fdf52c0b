"""The data steward has every indicator judged, by the worker, and waits for it."""

from config.demo.scenario.jobs import follow
from config.demo.scenario.stage import Act, Stage
from monitoring.indicators.tasks import judge_indicators
from tenants.jobs.actions import start_job


def judge(stage: Stage, act: Act) -> None:
    """In the municipality's schema."""
    stage.say(f"{act.city.name}: judging the indicators.")
    job = start_job("judgement", judge_indicators, by=act.caller("data_steward"))
    follow(stage, job)
