"""The steps from a draft to the council, as the page shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.programs.adoption import Need, needs, reads_of_needs
from programs.programs.choices import SourceKind, Theme
from programs.programs.models import Program, Vision, VisionSource
from programs.programs.rules import SOURCE_KINDS
from programs.programs.sentences import in_one, lacks


@dataclass(frozen=True)
class Step:
    """One thing that a vision needs: done or not, what there is or what lacks, and where to work on it."""

    title: str
    note: str
    is_done: bool
    url: str
    action: str


def steps_of(vision: Vision, missing: Sequence[str], sources: Sequence[VisionSource]) -> list[Step]:
    """Story, themes and horizon; the three kinds of source; objectives; what other apps need.

    As many queries as those needs have reads.
    """
    write = reverse("write_vision", args=[vision.program_id])
    themes = [str(Theme(theme).label) for theme in vision.themes]
    text_lacks = [code for code in ("story", "themes", "horizon") if code in missing]
    found = [
        Step(
            _("Story, themes and horizon"),
            in_one(lacks(text_lacks)) or f"{vision.horizon_year} · {', '.join(themes)}",
            not text_lacks,
            write,
            _("Write"),
        )
    ]
    found += [_source_step(vision, kind, missing, sources) for kind in SOURCE_KINDS]
    objectives = reverse("program_objectives", args=[vision.program_id])
    found.append(_step(_("Objectives"), in_one(lacks({"objectives"}.intersection(missing))), objectives))
    prefetch_related_objects([vision.program], *reads_of_needs())
    found += [_step_of_need(vision.program, need) for need in needs()]
    return found


def _step(title: str, lack: str, url: str) -> Step:
    return Step(title, lack, not lack, url, _("Add") if lack else _("View"))


def _step_of_need(program: Program, need: Need) -> Step:
    return _step(str(need.title), need.lack(program), reverse(need.page, args=[program.pk]))


def _source_step(vision: Vision, kind: str, missing: Sequence[str], sources: Sequence[VisionSource]) -> Step:
    count = sum(source.kind == kind for source in sources)
    note = ngettext("%(count)s source", "%(count)s sources", count) % {"count": count}
    return Step(
        str(SourceKind(kind).label).capitalize(),
        in_one(lacks([kind])) if kind in missing else note,
        kind not in missing,
        f"{reverse('add_source', args=[vision.program_id])}?kind={kind}",
        _("Add"),
    )
