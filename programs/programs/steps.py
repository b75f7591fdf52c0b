"""The steps from a draft to the council, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.programs.choices import SourceKind, Theme
from programs.programs.models import Vision, VisionSource
from programs.programs.rules import SOURCE_KINDS
from programs.programs.sentences import lacks


@dataclass(frozen=True)
class Step:
    """One thing that a vision needs: done or not, what there is or what lacks, and where to work on it."""

    title: str
    note: str
    is_done: bool
    url: str
    action: str


def steps_of(vision: Vision, missing: Sequence[str], sources: Sequence[VisionSource]) -> list[Step]:
    """Story, themes and horizon; the three kinds of source; objectives. No queries of its own."""
    write = reverse("write_vision", args=[vision.program_id])
    themes = [str(Theme(theme).label) for theme in vision.themes]
    text_lacks = [code for code in ("story", "themes", "horizon") if code in missing]
    found = [
        Step(
            _("Story, themes and horizon"),
            lacks(text_lacks) or f"{vision.horizon_year} · {', '.join(themes)}",
            not text_lacks,
            write,
            _("Write"),
        )
    ]
    found += [_source_step(vision, kind, missing, sources) for kind in SOURCE_KINDS]
    objectives = reverse("program_objectives", args=[vision.program_id])
    lack = lacks([code for code in missing if code == "objectives"])
    found.append(Step(_("Objectives"), lack, not lack, objectives, _("Add") if lack else _("View")))
    return found


def _source_step(vision: Vision, kind: str, missing: Sequence[str], sources: Sequence[VisionSource]) -> Step:
    count = sum(source.kind == kind for source in sources)
    note = ngettext("%(count)s source", "%(count)s sources", count) % {"count": count}
    return Step(
        str(SourceKind(kind).label).capitalize(),
        lacks([kind]) if kind in missing else note,
        kind not in missing,
        f"{reverse('add_source', args=[vision.program_id])}?kind={kind}",
        _("Add"),
    )
