"""The import contracts of pyproject.toml see what they must see, also in apps, rooms and packages that do not exist yet."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).resolve().parents[3]

# Who imports what, and the contract that must see it.
FORBIDDEN = [
    ("tenants.kit.below", "programs.areas.models", "Houses"),
    ("programs.areas.below", "programs.programs.models", "Inside programs"),
    ("programs.objectives.below", "programs.agenda.choices", "Inside programs"),
    ("participation.partners.below", "participation.commitments.models", "Inside participation"),
    ("participation.teams.below", "participation.activities.models", "Inside participation"),
    ("monitoring.indicators.below", "monitoring.dashboards.figures", "Inside monitoring"),
    ("monitoring.effects.below", "monitoring.machinery.models", "Inside monitoring"),
    # Rooms that became packages, in an app that is new.
    ("programs.agenda.actions.decide", "programs.agenda.api.views", "Rooms"),
    ("programs.agenda.policies", "programs.agenda.actions.remove", "Rooms"),
    ("programs.agenda.models.agenda", "programs.agenda.policies", "Rooms"),
    ("monitoring.public.peers.models", "monitoring.public.peers.policies", "Rooms"),
    ("programs.agenda.rules.order", "django", "pure"),
    ("participation.teams.rules", "tenants.kit.clock", "pure"),
    ("programs.agenda.querysets", "tenants.outbox.actions", "changes nothing, in"),
    ("participation.teams.policies", "participation.commitments.actions", "changes nothing, in"),
    ("participation.teams.actions", "rest_framework", "HTTP"),
    ("monitoring.dashboards.deeper.page", "programs.objectives.actions", "Dashboards"),
]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python files of the houses and their contracts, without anything else."""
    made = tmp_path_factory.mktemp("copy")
    for house in [*settings.HOUSES, "config"]:
        shutil.copytree(ROOT / house, made / house, ignore=_all_but_python)
    shutil.copy(ROOT / "pyproject.toml", made)
    return made


@pytest.fixture(scope="module")
def told(copy: Path) -> str:
    """What the check says when all that is forbidden is done at once."""
    for importer, imported, _contract in FORBIDDEN:
        if imported.split(".")[0] in settings.HOUSES:
            _module(copy, imported)
        file = _module(copy, importer)
        file.write_text(f"{file.read_text()}import {imported}\n")
    return _check(copy)


def _all_but_python(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()]


def _module(root: Path, name: str) -> Path:
    """The file of a module, which is made with its packages when it does not exist."""
    file = root.joinpath(*name.split(".")).with_suffix(".py")
    if file.with_suffix("").is_dir():
        return file.with_suffix("") / "__init__.py"
    for folder in reversed(file.relative_to(root).parents[:-1]):
        (root / folder).mkdir(exist_ok=True)
        (root / folder / "__init__.py").touch()
    file.touch()
    return file


def _check(root: Path) -> str:
    program = Path(sys.executable).parent / "lint-imports"
    run = subprocess.run([program, "--no-cache"], cwd=root, capture_output=True, text=True, check=False)
    assert "Contracts:" in run.stdout, run.stdout + run.stderr
    return run.stdout


def _broken(told: str) -> list[str]:
    """The contracts that are broken, each with all that is said of it, in one line."""
    parts = re.split(r"\n(?=[^\n]+\n-{4,}\n)", told.partition("Broken contracts")[2])
    return [" ".join(part.split()) for part in parts]


def test_an_app_must_say_where_it_stands_in_its_house(copy: Path) -> None:
    """Run first: what is written here is taken away again."""
    file = _module(copy, "programs.gossip.models")
    assert any("Inside programs" in part and "gossip" in part for part in _broken(_check(copy)))
    shutil.rmtree(file.parent)
    assert _broken(_check(copy)) == [""]


@pytest.mark.parametrize(("importer", "imported", "contract"), FORBIDDEN)
def test_a_forbidden_import_breaks_its_contract(told: str, importer: str, imported: str, contract: str) -> None:
    seen = [part for part in _broken(told) if contract in part.partition("----")[0]]
    assert seen, f"The contract “{contract}” was not broken."
    assert re.search(rf"{re.escape(importer)} -> {re.escape(imported)}\b", seen[0]), seen[0]
