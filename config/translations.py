"""Turns the translations that people write (.po) into those that Django reads (.mo), when a process starts.

Compiled catalogues are never committed: they are products of the .po files beside them, and a stale one would show old
words. Compiling takes a few hundredths of a second per house and only happens after a change.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

BASE = Path(__file__).resolve().parent.parent
HOUSES = ("tenants", "programs", "participation", "monitoring")


class TranslationError(Exception):
    """A catalogue cannot be compiled; the sentence says which and why."""


def compile_catalogues(base: Path = BASE) -> list[Path]:
    """Compile every catalogue of every house that is missing or older than its source. Returns what was written."""
    written = []
    for house in HOUSES:
        for source in sorted((base / house / "locale").glob("*/LC_MESSAGES/django.po")):
            target = source.with_suffix(".mo")
            if not _is_fresh(target, source):
                _compile(source, target)
                written.append(target)
    return written


def _is_fresh(target: Path, source: Path) -> bool:
    try:
        return target.stat().st_mtime_ns >= source.stat().st_mtime_ns
    except FileNotFoundError:
        return False


def _compile(source: Path, target: Path) -> None:
    try:
        # Read before the words: an edit made meanwhile then leaves the product older, and the next start redoes it.
        moment = source.stat().st_mtime_ns
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name, domain="django", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise TranslationError(
            f"{source} cannot be read as a translation: {error}. Correct it and start again."
        ) from error
    try:
        # Two processes may start at once; each writes a file of its own and the rename is atomic.
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".django-", suffix=".mo")
    except OSError as error:
        raise TranslationError(
            f"{target} is missing or older than its source and {target.parent} cannot be written ({error.strerror})."
            " Make the folder writable for one start, or compile before installing it read-only."
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            write_mo(file, catalogue)
        Path(name).chmod(0o644)
        os.utime(name, ns=(moment, moment))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
