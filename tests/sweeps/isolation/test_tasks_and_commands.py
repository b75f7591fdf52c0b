"""Every task and every command, run in Dordrecht with what belongs to Rotterdam."""

from __future__ import annotations

import inspect
from contextlib import suppress
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands

from config.celery import app
from tenants.jobs.actions import JobCancelled
from tenants.kit.database import connection
from tenants.kit.tasks import EitherTask, PublicTask, TenantTask
from tests.callers import without_effect
from tests.sweeps.neighbours import nothing_of_theirs
from tests.sweeps.world import World

# Commands of the installation as a whole; what they do to municipalities is what they are for.
OF_THE_INSTALLATION = {
    "services": "starts and stops PostgreSQL and Valkey",
    "demo": "builds the demo's municipalities through the actions",
    "migrate": "migrates every schema",
    "create_municipality": "makes a municipality",
    "renew_feed": "of the municipalities that it names",
    "invite_operator": "public tables only",
    "reset_second_step": "of an operator, or of a municipality that is named",
    "import_geography": "public tables only",
    "import_statistics": "public tables only",
}
# The others, asked for what is Rotterdam's, and a word by which their answer is known.
COMMANDS: dict[str, tuple[list[str], str]] = {
    "openapi": ([], '"openapi": "3.1'),
    "judge": (
        [
            "--direction",
            "up",
            "--baseline",
            "2020-01-01:40",
            "--milestone",
            "2030-01-01:60",
            "--observation",
            "2024-01-01:44",
        ],
        '"outcome"',
    ),
    "figures": (["--topic", "difficulty-making-ends-meet", "--region", "GM0599", "--json"], '"GM0599"'),
}


def our_tasks() -> dict[str, Any]:
    app.loader.import_default_modules()
    return {name: task for name, task in app.tasks.items() if name.split(".")[0] in settings.HOUSES}


def arguments(task: Any, theirs: World) -> dict[str, Any]:
    """Their ids for what asks for an id; a task with another argument needs a line here."""
    known: dict[str, Any] = {**{name: str(value) for name, value in theirs.values.items()}, "task_name": "celery.ping"}
    known |= {"source": "rivm-50090ned", "name": "x.csv", "upload": "", "dry_run": True}
    known |= {"to": "iemand@example.nl", "subject": "Bericht", "text": "Beste"}
    names = [name for name in inspect.signature(task.run).parameters if name != "self"]
    assert set(names) <= set(known), f"{task.name} has arguments that this test does not know: {names}"
    return {name: known[name] for name in names}


def test_every_task_says_whose_it_is() -> None:
    """One of three kinds; a task of none would run wherever the connection happens to be."""
    kinds = TenantTask | PublicTask | EitherTask
    assert [name for name, task in our_tasks().items() if not isinstance(task, kinds)] == []


def test_a_municipal_task_refuses_to_run_without_one(ours: World) -> None:
    connection.set_schema_to_public()
    for task in our_tasks().values():
        if isinstance(task, TenantTask):
            with pytest.raises(RuntimeError, match="belongs to a municipality"):
                task()


def test_tasks_reach_nothing_of_theirs(ours: World, theirs: World, caplog: pytest.LogCaptureFixture) -> None:
    assert our_tasks()
    for task in our_tasks().values():
        with nothing_of_theirs(caplog):
            connection.set_tenant(ours.municipality)
            with without_effect():
                _run_with_theirs(task, theirs)


def _run_with_theirs(task: Any, theirs: World) -> None:
    """It does its work, or says why not in the one way that is right: any other failure fails the test."""
    if isinstance(task, PublicTask):
        with pytest.raises(RuntimeError, match="belongs to the installation"):
            task(**arguments(task, theirs))
        return
    with suppress(JobCancelled):  # their job is not here, so there is nothing to begin
        task(**arguments(task, theirs))


def our_commands() -> set[str]:
    return {name for name, where in get_commands().items() if str(where).split(".")[0] in (*settings.HOUSES, "config")}


def test_every_command_is_judged() -> None:
    """A new command goes into one of the two tables above."""
    assert our_commands() == {*OF_THE_INSTALLATION, *COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_reach_nothing_of_theirs(
    name: str, ours: World, theirs: World, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """It does what it is for, and looks into no table of a municipality that it was not run in."""
    options, answer = COMMANDS[name]
    with nothing_of_theirs(caplog):
        call_command(name, *options)
    said = "".join(capsys.readouterr())
    assert answer in said
    assert theirs.mark not in said
