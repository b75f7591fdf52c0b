"""The code with a migration more: what an update brings."""

from __future__ import annotations

import inspect
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from textwrap import dedent, indent

from django.test.utils import override_settings

from tenants.public.municipalities import migrating, schemas

LaterVersion = Callable[[str, str], None]


@contextmanager
def later_version() -> Iterator[LaterVersion]:
    """Gives `add("0900_motto", "migrations.AddField(…),")`: a migration of `policy`, after all that are there.

    What its operations need stands before them, above a line of dashes.
    """
    with tempfile.TemporaryDirectory(prefix="later") as place:
        folder = Path(place) / Path(place).name
        original = Path(inspect.getfile(import_module("tenants.policy.migrations"))).parent
        shutil.copytree(original, folder, ignore=shutil.ignore_patterns("__pycache__"))
        sys.path.insert(0, place)
        try:
            with override_settings(MIGRATION_MODULES={"policy": folder.name}):
                yield lambda name, source: _add(folder, name, source)
        finally:
            sys.path.remove(place)
            for module in [module for module in sys.modules if module.startswith(folder.name)]:
                del sys.modules[module]
            _forget()


def _add(folder: Path, name: str, source: str) -> None:
    last = max(path.stem for path in folder.glob("[0-9]*.py"))
    head, _line, operations = dedent(source).rpartition("---\n")
    (folder / f"{name}.py").write_text(
        f"from django.db import migrations, models\n\n{head}\n\nclass Migration(migrations.Migration):\n"
        f"    dependencies = [('policy', {last!r})]\n    operations = [\n{indent(operations, ' ' * 8)}\n    ]\n"
    )
    _forget()


def _forget() -> None:
    """Which migrations there are is asked once in a process."""
    schemas.fingerprint.cache_clear()
    migrating._on_disk.cache_clear()
