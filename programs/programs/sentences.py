"""What a vision lacks, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_LACKS = {
    "story": gettext_lazy("it does not say yet where it goes"),
    "themes": gettext_lazy("no theme has been chosen yet"),
    "horizon": gettext_lazy("its horizon is less than ten years away"),
    "statistics": gettext_lazy("there is no source of statistics yet"),
    "professionals": gettext_lazy("there is no source from professionals yet"),
    "residents": gettext_lazy("there is no source from residents yet"),
    "objectives": gettext_lazy("the programme has no objective yet"),
}


def lacks(missing: Iterable[str]) -> list[str]:
    """The reasons as half sentences, by their codes: "there is no source from residents yet"."""
    return [str(_LACKS[code]) for code in missing]


def in_one(reasons: Iterable[str]) -> str:
    """Half sentences as one of them."""
    return "; ".join(reasons)


def not_ready(reasons: Iterable[str]) -> str:
    return _("The vision cannot be adopted yet: %(reasons)s.") % {"reasons": in_one(reasons)}
