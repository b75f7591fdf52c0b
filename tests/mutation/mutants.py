"""Small faults, one at a time, in the rooms where a municipality's rules live. The faults are those of mutmut."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import libcst as cst
from django.conf import settings
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators, operator_assignment, operator_string

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("policies", "querysets", "rules", "moves", "choices", "actions")
# A sentence with another word in it is no fault of a rule, nor is the name of a type.
_SAYS = ("_", "cast", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy")
_CODE = re.compile(r"\w*['\"][\w.:-]+['\"]")


@dataclass(frozen=True)
class Mutant:
    file: str
    line: int
    module: cst.Module
    node: cst.CSTNode
    fault: cst.CSTNode
    statement: int
    """The line on which its statement begins."""
    is_run: bool
    """By somebody who calls it, and not only when the module is imported."""
    lot: str = ""
    """By which it was drawn, and is known in a next run."""

    @property
    def source(self) -> str:
        """The whole file with the fault in it."""
        return cst.ensure_type(self.module.deep_replace(self.node, self.fault), cst.Module).code

    @property
    def texts(self) -> tuple[str, str]:
        """As it is, and with the fault."""
        before, after = (" ".join(self.module.code_for_node(node).split()) for node in (self.node, self.fault))
        return before, after

    def __str__(self) -> str:
        """With what is around the difference, as far as it helps."""
        before, after = self.texts
        start = max(len(os.path.commonprefix([before, after])) - 30, 0)  # noqa: RUF071 (of letters, not of folders)
        return f"`{self.file}:{self.line}` `{before[start : start + 80]}` → `{after[start : start + 80]}`"


def files() -> list[Path]:
    """The rooms of all apps, modules and packages alike."""
    return sorted(
        path
        for house in settings.HOUSES
        for room in ROOMS
        for path in [*(ROOT / house).glob(f"**/{room}.py"), *(ROOT / house).glob(f"**/{room}/*.py")]
        if path.stat().st_size
    )


def sample(number: int, seed: int) -> list[Mutant]:
    """So many of all there are, in an order of chance that is the same for the same seed, so that a part is a sample too;
    a change of the code replaces only what it touches.
    """
    everything: dict[str, Mutant] = {}
    for mutant in (mutant for path in files() for mutant in mutants(path)):
        nth = 0
        while (lot := sha256(f"{seed} {mutant.file} {mutant.texts} {nth}".encode()).hexdigest()[:16]) in everything:
            nth += 1
        everything[lot] = replace(mutant, lot=lot)
    return [everything[lot] for lot in sorted(everything)[:number]]


def mutants(path: Path) -> Iterator[Mutant]:
    wrapper = MetadataWrapper(cst.parse_module(path.read_text()))
    finder = _Places(wrapper.resolve(PositionProvider))  # type: ignore[arg-type]
    wrapper.module.visit(finder)
    for node, line, statement, is_run in finder.found:
        for kind, faults in mutation_operators:
            if not isinstance(node, kind) or _means_nothing(node, faults, finder.top_level):
                continue
            for fault in faults(node):
                yield Mutant(str(path.relative_to(ROOT)), line, wrapper.module, node, fault, statement, is_run)


def _means_nothing(node: cst.CSTNode, faults: object, top_level: set[cst.CSTNode]) -> bool:
    """A name of a module that is None cannot even be imported; a sentence is no rule."""
    if faults is operator_assignment:
        return node in top_level
    return faults is operator_string and isinstance(node, cst.SimpleString) and not _CODE.fullmatch(node.value)


class _Places(cst.CSTVisitor):
    """Every node that runs, with its line: what is annotated, imported or said is left out.

    Defaults of parameters run when the module is imported.
    """

    def __init__(self, positions: dict[cst.CSTNode, cst.metadata.CodeRange]) -> None:
        self.positions = positions
        self.found: list[tuple[cst.CSTNode, int, int, bool]] = []
        self.top_level: set[cst.CSTNode] = set()
        self.statements = [0]
        self.functions = 0

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.BaseStatement):
            self.statements.append(self.positions[node].start.line)
        self.functions += isinstance(node, cst.FunctionDef) - isinstance(node, cst.Parameters)
        return self._enter(node)

    def _enter(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.Annotation | cst.Import | cst.ImportFrom | cst.Decorator):
            return False
        if isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in _SAYS:
            return False
        if isinstance(node, cst.Assign) and "__all__" in cst.Module([]).code_for_node(node.targets[0]):
            return False
        if isinstance(node, cst.If) and "TYPE_CHECKING" in cst.Module([]).code_for_node(node.test):
            return False
        if isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString):
            return False
        if isinstance(node, cst.Module):
            self.top_level = {
                part for line in node.body if isinstance(line, cst.SimpleStatementLine) for part in line.body
            }
        if node in self.positions:
            self.found.append((node, self.positions[node].start.line, self.statements[-1], self.functions > 0))
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if isinstance(original_node, cst.BaseStatement):
            self.statements.pop()
        self.functions -= isinstance(original_node, cst.FunctionDef) - isinstance(original_node, cst.Parameters)
