"""What can be refused, field by field. Programs tell refusals apart by field and code, so that none may change unseen.

`refusals.txt` beside the tests of each app lists what stands in its source, `-` being no field and `*` one that is known
only when it happens; `REFUSALS=write pytest tests/sweeps/contract/test_refusals.py` writes it.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from tenants.kit.errors import Problem

ROOT = Path(__file__).resolve().parents[3]
FAULTS = {"FieldError", "QuestionFault"}
RULES = {"Rule": "", "Once": "taken"}
"""Constraints, with the code of those that name none."""


def _sources(home: str) -> list[ast.Module]:
    paths = ROOT.joinpath(*home.split(".")).glob("**/*.py")
    return [ast.parse(path.read_text()) for path in paths if "migrations" not in path.parts]


@cache
def _problems() -> dict[str, str]:
    """The exceptions that refuse, with the code of those who are raised without one."""
    classes = [
        (node, [base.id for base in node.bases if isinstance(base, ast.Name)])
        for house in settings.HOUSES
        for tree in _sources(house)
        for node in tree.body
        if isinstance(node, ast.ClassDef)
    ]
    codes, found = {"Problem": Problem.default_code}, 0
    while found < len(codes):
        found = len(codes)
        for node, bases in classes:
            if above := [codes[base] for base in bases if base in codes]:
                named = [part.value for part in node.body if ast.unparse(part).startswith("default_code")]  # type: ignore[attr-defined]
                codes[node.name] = _constant(named[0]) if named else above[0]
    return codes


def _constant(node: ast.expr | None, missing: str = "*") -> str:
    if node is None:
        return missing
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "*"


def _refusals(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Field and code."""
    codes = _problems() | {"refusal": "refused"}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        name = ast.unparse(call.func)
        given = dict(enumerate(call.args)) | {each.arg: each.value for each in call.keywords}
        first, second = given.get(0), given.get(1, given.get("code"))
        if name in FAULTS:
            yield _constant(first), _constant(second)
        elif name in RULES and "at" in given:
            yield _constant(given["at"]), _constant(given.get("code"), RULES[name])
        elif name in codes and isinstance(first, ast.Dict):
            yield from ((_constant(field), _constant(second, codes[name])) for field in first.keys)
        elif name in codes and (name not in {"Invalid", "Unlikely"} or second):  # which have their faults one by one
            yield "-", _constant(second, codes[name])


HOMES = sorted(app.name for app in apps.get_app_configs() if app.name.split(".")[0] in settings.HOUSES)


@pytest.mark.parametrize("home", [*HOMES, "tenants.kit"])
def test_no_refusal_changes_unseen(home: str) -> None:
    house, *_public, app = home.split(".")
    found = {" ".join(refusal) for tree in _sources(home) for refusal in _refusals(tree)}
    file = ROOT / "tests" / house / app / "refusals.txt"
    if os.environ.get("REFUSALS") == "write" and found:
        file.write_text("\n".join(sorted(found)) + "\n")
    known = set(file.read_text().splitlines()) if file.exists() else set()
    assert found == known, f"Look whether that is right, then change {file.relative_to(ROOT)}."
