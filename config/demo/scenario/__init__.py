"""What happens in the three municipalities, act by act. Each act looks first what is there already.

The words and the choices are in `cities/`; every figure comes from the official statistics that ship with the project.
Nothing here inserts a row: people act through the public actions, partners through the HTTP API with their keys.
"""

from collections.abc import Callable

from django_tenants.utils import schema_context

from config.demo.progress import Progress
from config.demo.scenario import judgement, mandates, partners, people, plans, promises, statistics
from config.demo.scenario.cities import CITIES
from config.demo.scenario.municipalities import found, refuse_foreign
from config.demo.scenario.stage import Stage

__all__ = ["Stage", "play"]


def play(address: str, port: int, progress: Progress, check: Callable[[], None]) -> Stage:
    """`check` raises when the web server or the worker has died."""
    stage = Stage(address, port, progress, check)
    with schema_context("public"):
        refuse_foreign(stage, CITIES)
        operator = people.operator(stage)
        statistics.bring_in(stage, operator)
    for city in CITIES:
        act = found(stage, city, operator)
        with schema_context(act.municipality.schema_name):
            people.engage(stage, act)
            partners.take_in(stage, act)
            plans.write(stage, act)
            mandates.give(stage, act)
            promises.make(stage, act)
            judgement.judge(stage, act)
        stage.acts.append(act)
    return stage
