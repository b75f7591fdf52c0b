"""The score and the survivors, for docs/benchmarks.md."""

from __future__ import annotations

from django.conf import settings

from tests.mutation.trial import Outcome

GOAL = 0.9


def of(outcomes: list[Outcome], seed: int) -> str:
    survivors = sorted((one for one in outcomes if not one.killed), key=lambda one: one.mutant)
    share = 1 - len(survivors) / max(len(outcomes), 1)
    lines = [
        f"By `make mutate`: {len(outcomes)} small faults, drawn with seed {seed} from policies, querysets, rules, moves, choices",
        "and actions. `make check` is asked first (types, migrations); what it lets pass is run against the tests of its app and",
        f"the sweeps that reach it. The goal is {GOAL:.0%}; {share:.1%} were noticed.",
        "",
        "| house | faults | refused by `make check` | noticed by a test | not noticed |",
        "|---|---|---|---|---|",
    ]
    for house in settings.HOUSES:
        of_house = [one for one in outcomes if one.file.startswith(f"{house}/")]
        refused, noticed = sum(one.refused for one in of_house), sum(one.killed for one in of_house)
        lines.append(f"| {house} | {len(of_house)} | {refused} | {noticed - refused} | {len(of_house) - noticed} |")
    lines += ["", "Not noticed:", "", *[f"- {one.mutant} ({one.how})" for one in survivors]]
    return "\n".join(lines) + "\n"
