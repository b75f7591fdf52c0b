"""The course of the demo: services, tables, web server and worker, the scenario, the summary, and serving."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

from django.core.management import call_command

from config import services
from config.demo.children import Children, check_port, free_port
from config.demo.progress import Progress
from config.services import ServiceError
from config.services.places import explained


@dataclass(frozen=True)
class Options:
    """What the command line asks."""

    host: str = "127.0.0.1"
    port: int = 8000
    serve: bool = True
    as_json: bool = False
    reset: bool = False

    @property
    def base_url(self) -> str:
        return f"http://localhost:{self.port}"


def run(options: Options, out: TextIO, progress: Progress) -> None:
    """Raises ServiceError with a sentence when this machine does not let us."""
    if options.serve:
        check_port(options.host, options.port)
    if options.reset:
        start_over(progress)
    progress.say("Starting the database and the queue.")
    with services.services(), Children() as children:
        with only_one_builds():
            summary = build(options, children, progress)
        out.write(printed(summary, options) + "\n")
        out.flush()
        if options.serve:
            children.start_clock()
            progress.say(f"Open {options.base_url}; Ctrl-C stops it all.")
            children.watch()


def printed(summary: dict[str, object], options: Options) -> str:
    from config.demo.summary import as_text

    if options.as_json:
        return json.dumps(summary, indent=2, ensure_ascii=False)
    return as_text(summary, serving=options.serve)


def build(options: Options, children: Children, progress: Progress) -> dict[str, object]:
    """Bring the tables up to date, start web server and worker, and play the scenario as far as it is not there yet."""
    progress.say("Bringing the tables up to date.")
    call_command("migrate", verbosity=0)
    # Without serving, the web server is only there for the partners' programs of the scenario.
    port = options.port if options.serve else free_port(options.host)
    os.environ["PORT_IN_LINKS"] = str(port)
    progress.say("Starting the web server and the worker.")
    children.start_worker()
    children.start_web(options.host, port)

    from config.demo.scenario import play
    from config.demo.summary import summarise

    stage = play(options.host, port, progress, children.check)
    return summarise(stage, options.base_url)


def start_over(progress: Progress) -> None:
    """Remove the embedded data, and nothing else. A named database is the operator's own."""
    if os.environ.get("DATABASE_URL"):
        raise ServiceError(
            "--reset removes the embedded database only and DATABASE_URL names another; empty that one yourself."
        )
    progress.say("Removing what was there.")
    services.stop()
    place = services.Place(services.home())
    with explained(place.root):
        for folder in (place.database, place.broker, place.root / "files"):
            if folder.exists():
                shutil.rmtree(folder)
        (place.root / "demo.json").unlink(missing_ok=True)


@contextmanager
def only_one_builds() -> Iterator[None]:
    """A second start waits here until the first has built, and then finds everything there."""
    with explained(services.home()):
        lock = (services.home() / "demo.lock").open("a")
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
