"""Mutants on trial: two at a time, each in a copy of the tree and in databases of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from queue import SimpleQueue

from django.conf import settings

from tenants.kit.database import connection
from tests.mutation.check import Check
from tests.mutation.mutants import ROOT, Mutant
from tests.mutation.reach import FOLDER, Reach

RUN = "mutation"
LONGEST = 30
"""Seconds of tests for one mutant; sweeps that reach everything are many."""
PATIENCE = 20
"""So many times longer may they take before a mutant is said never to end."""
READS_THE_SOURCE = [
    "tests/sweeps/architecture/test_laws.py::test_every_reason_is_kept",
    "tests/sweeps/contract/test_refusals.py",
]
"""Sweeps that reach no line, and concern each."""
REFUSED = "make check"


@dataclass(frozen=True)
class Outcome:
    lot: str
    mutant: str
    file: str
    killed: bool
    how: str
    """What noticed, or what did not."""

    @property
    def refused(self) -> bool:
        """By `make check`, before any test."""
        return self.how.startswith(REFUSED)


class Trial:
    """Everything found is kept in a folder: which test reaches what, and an outcome a line."""

    def __init__(self, folder: Path, try_survivors_again: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(2):
            self.trees.put(_copy_of_the_tree(folder / f"tree{number}"))
        self.kept = folder / "outcomes.jsonl"
        known = (
            [Outcome(**json.loads(line)) for line in self.kept.read_text().splitlines()] if self.kept.exists() else []
        )
        self.known = {one.lot: one for one in known if one.killed or not try_survivors_again}

    def run(self, chosen: list[Mutant]) -> list[Outcome]:
        self.reach = Reach(self._ask_all_tests())
        with Check(_copy_of_the_tree(self.folder / "checked")) as self.check, ThreadPoolExecutor(2) as pool:
            outcomes = list(pool.map(self._outcome, chosen))
        return self._without_false_alarms(outcomes)

    def _ask_all_tests(self) -> Path:
        """Every test once, to see what it reaches; one that fails before anything is broken is no witness."""
        reached = self.folder / "reach"
        if not reached.exists():
            reached.mkdir()
            tests = [f"tests/{house}" for house in settings.HOUSES]
            left_out = ["--ignore", "tests/sweeps/browser", "--ignore", "tests/sweeps/architecture"]
            command = _pytest(
                "-n", "2", "--testrunuid", RUN, "-p", "tests.mutation.reach", *tests, "tests/sweeps", *left_out
            )
            subprocess.run(command, cwd=self.folder / "tree0", env={**os.environ, FOLDER: str(reached)}, check=False)
        return reached

    def _outcome(self, mutant: Mutant) -> Outcome:
        if mutant.lot in self.known:
            return self.known[mutant.lot]
        if refusal := self.check.refusal(mutant):
            killed, how = True, f"{REFUSED}: {refusal}"
        else:
            killed, how = self._try(mutant)
        outcome = Outcome(mutant.lot, str(mutant), mutant.file, killed, how)
        with self.kept.open("a") as file:
            file.write(f"{json.dumps(asdict(outcome))}\n")
        print("." if killed else f"\nsurvived: {mutant} ({how})", flush=True, end="")
        return outcome

    def _try(self, mutant: Mutant) -> tuple[bool, str]:
        tests = self.reach.of(mutant, LONGEST)
        tree = self.trees.get()
        whole = (tree / mutant.file).read_text()
        try:
            (tree / mutant.file).write_text(mutant.source)
            killed, how = _ask([*READS_THE_SOURCE, *tests], tree)
            return killed, how if killed or tests else "no test reaches it"
        finally:
            (tree / mutant.file).write_text(whole)
            self.trees.put(tree)

    def _without_false_alarms(self, outcomes: list[Outcome]) -> list[Outcome]:
        """A test that fails alone, with nothing broken, has noticed nothing."""
        tree = self.trees.get()
        witnesses = sorted({one.how for one in outcomes if one.killed and one.how.startswith("tests/")})
        false = [] if _passes(witnesses, tree) else [one for one in witnesses if not _passes([one], tree)]
        return [
            replace(one, killed=False, how=f"{one.how} fails anyway") if one.how in false else one for one in outcomes
        ]


def _copy_of_the_tree(tree: Path) -> Path:
    """With the compiled translations, which Git does not know."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    compiled = [str(path.relative_to(ROOT)) for house in settings.HOUSES for path in (ROOT / house).rglob("*.mo")]
    for name in [*filter(None, listed.split("\0")), *compiled]:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tree / name)
    return tree


def _pytest(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments]


def _ask(tests: list[str], tree: Path) -> tuple[bool, str]:
    """Whether one of them fails, and which."""
    its = {**os.environ, "PYTEST_XDIST_TESTRUNUID": RUN, "PYTEST_XDIST_WORKER": tree.name}
    command = _pytest("-x", *tests)
    try:
        done = subprocess.run(
            command, cwd=tree, env=its, capture_output=True, text=True, timeout=LONGEST * PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return True, "it never ends"
    finally:
        _drop_databases_of(tree.name)
    if "ERROR: not found" in done.stdout + done.stderr:
        return True, "the fault takes a test away"  # whose name is made from what was broken
    if done.returncode == 0:
        return False, f"{len(tests)} tests"
    told = (line.split(" - ")[0] for line in done.stdout.splitlines() if line.startswith(("FAILED ", "ERROR tests")))
    return True, next((line.partition(" ")[2] for line in told), "nothing starts")


def _passes(tests: list[str], tree: Path) -> bool:
    return not _ask(tests, tree)[0]


def _drop_databases_of(worker: str) -> None:
    with connection._nodb_cursor() as server:
        server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"test_{RUN}_%_{worker}"])
        for (name,) in server.fetchall():
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
