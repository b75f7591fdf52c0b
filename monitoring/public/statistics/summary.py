"""What an import did, in sentences for people and in names for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from monitoring.public.statistics.actions import ImportResult, ReleaseResult
from monitoring.public.statistics.importers.faults import sentence


def totals(results: Sequence[ImportResult]) -> dict[str, Any]:
    """The counts of all files together, and file by file what became of each release."""
    releases = [release for result in results for release in result.releases]
    outcomes = Counter(release.outcome for release in releases)
    written = [release for release in releases if release.outcome in ("imported", "would_be_imported")]
    return {
        "imported": outcomes["imported"] + outcomes["would_be_imported"],
        "unchanged": outcomes["unchanged"],
        "refused": outcomes["refused"],
        "busy": outcomes["busy"],
        "lines": sum(release.lines for release in written),
        "values": sum(release.values for release in written),
        "absent": sum(release.absent for release in written),
        "unknownRegions": sum(release.unknown_regions for release in releases),
        "files": [_file(result) for result in results],
    }


FACTS = {
    "imported": gettext_lazy("releases read in"),
    "unchanged": gettext_lazy("releases that were there already"),
    "refused": gettext_lazy("releases refused"),
    "busy": gettext_lazy("releases that somebody else is reading in"),
    "lines": gettext_lazy("regions with figures"),
    "values": gettext_lazy("figures"),
    "absent": gettext_lazy("figures absent, with the reason"),
    "unknownRegions": gettext_lazy("lines left out: unknown region"),
}
"""The counts as the page of a job names them."""


def _file(result: ImportResult) -> dict[str, Any]:
    return {
        "file": result.file,
        "releases": [_release(release) for release in result.releases],
        "errors": [asdict(fault) for fault in result.errors],
        "notices": [asdict(fault) for fault in result.notices],
        "skippedLines": result.skipped_lines,
    }


def _release(release: ReleaseResult) -> dict[str, Any]:
    return {
        "source": release.source,
        "table": release.table,
        "period": release.period,
        "group": release.group,
        "outcome": release.outcome,
        "lines": release.lines,
        "values": release.values,
        "absent": release.absent,
        "unknownRegions": release.unknown_regions,
        "unknown": release.unknown,
    }


def sentences(result: ImportResult) -> Iterator[str]:
    """One for every release and every remark; errors are apart."""
    for release in result.releases:
        yield f"{result.file}: {_outcome(release)}"
        if release.unknown_regions:
            yield "  " + ngettext(
                "%(number)d line is about a region that is not known here and was left out: %(codes)s.",
                "%(number)d lines are about regions that are not known here and were left out: %(codes)s.",
                release.unknown_regions,
            ) % {"number": release.unknown_regions, "codes": _some(release.unknown, release.unknown_regions)}
    yield from (f"  {sentence(notice.code, notice.values)}" for notice in result.notices)


def _outcome(release: ReleaseResult) -> str:
    names = {
        "which": f"{release.table} {release.period} {release.group}".strip(),
        "lines": release.lines,
        "values": release.values,
        "absent": release.absent,
    }
    if release.outcome == "imported":
        return _("%(which)s imported: %(lines)d regions, %(values)d values, %(absent)d absent with a reason.") % names
    if release.outcome == "would_be_imported":
        return _("%(which)s would be imported: %(lines)d regions, %(values)d values, %(absent)d absent.") % names
    if release.outcome == "unchanged":
        return _("%(which)s is here already; nothing was written.") % names
    if release.outcome == "busy":
        return _("%(which)s is being imported by somebody else at this moment; nothing was written.") % names
    return _("%(which)s was refused; nothing of it was written.") % names


def _some(codes: Sequence[str], count: int) -> str:
    return ", ".join(codes) + (", …" if count > len(codes) else "")
