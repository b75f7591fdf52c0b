"""What `make check` says of a mutant: what it refuses, no test has to notice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Self

from tests.mutation.mutants import Mutant


class Check:
    """Types and migrations, over a copy of the tree of its own. The mypy stays, and reads anew what changed: in a second."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        self.turn = Lock()
        self.standing: set[str] = set()

    def __enter__(self) -> Self:
        if refused := self._types() or self._migrations():
            raise RuntimeError(f"It refuses what is not broken: {refused}")
        return self

    def __exit__(self, *problem: object) -> None:
        self._run("-m", "mypy.dmypy", "--status-file", ".dmypy.json", "stop")

    def refusal(self, mutant: Mutant) -> str:
        """The first objection; empty when there is none."""
        file = self.tree / mutant.file
        with self.turn:
            whole = file.read_text()
            try:
                file.write_text(mutant.source)
                # Now and then mypy repeats what it said of the mutant before; that is no objection to this one.
                objections = self._types() - self.standing
                if not objections and file.name == "choices.py":  # whose codes stand in the migrations too
                    objections = self._migrations()
            finally:
                file.write_text(whole)
            self.standing = self._types()
        return min(objections, default="")

    def _types(self) -> set[str]:
        said = self._run("-m", "mypy.dmypy", "--status-file", ".dmypy.json", "run").stdout
        return {line for line in said.splitlines() if " error: " in line}

    def _migrations(self) -> set[str]:
        done = self._run("manage.py", "makemigrations", "--check", "--dry-run", "--skip-checks")
        return {(done.stdout or done.stderr).strip()} if done.returncode else set()

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([sys.executable, *arguments], cwd=self.tree, capture_output=True, text=True, check=False)
