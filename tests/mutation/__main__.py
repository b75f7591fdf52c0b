"""`make mutate`: breaks the rules on purpose, in a sample of places, and counts how often a test notices.

What `make check` does not refuse is run against the tests of its own app and the sweeps that reach its line, cheapest
first, until one fails.

make mutate ARGS="--keep /some/folder"               goes on with what an earlier run left there
make mutate ARGS="--keep /some/folder --survivors"   tries what survived again, with the tests of today
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path

from config import services


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="make mutate")
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for what was found, so that another run can go on with it")
    parser.add_argument("--survivors", action="store_true", help="try again what survived")
    parser.add_argument("--only", default="", help="a part of a file's name; writes no report")
    asked = parser.parse_args(arguments)
    with services.test_services() as running:
        os.environ |= {**running.environment, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        from tests.benchmarks.report import write_mutations
        from tests.mutation.mutants import sample
        from tests.mutation.report import of
        from tests.mutation.trial import Trial

        chosen = [one for one in sample(asked.number, asked.seed) if asked.only in one.file]
        with nullcontext(asked.keep) if asked.keep else tempfile.TemporaryDirectory(prefix="mutants-") as folder:
            report = of(Trial(Path(folder), asked.survivors).run(chosen), asked.seed)
    print(report)
    if not asked.only:
        write_mutations(report)


if __name__ == "__main__":
    main()
