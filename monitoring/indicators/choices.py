"""The words of the judgement with their names on the page.

The values are those of `rules.Outcome` and `rules.Direction`, which know nothing of Django; a test compares the two.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    UP = "up", _("up")
    DOWN = "down", _("down")
    KEEP = "keep", _("keep as it is")
    RANGE = "range", _("keep within a range")


class Outcome(TextChoices):
    NO_DATA = "no_data", _("no data")
    STALE = "stale", _("out of date")
    KEPT = "kept", _("kept")
    OUTSIDE = "outside", _("outside the range")
    ACHIEVED = "achieved", _("achieved")
    TOO_EARLY = "too_early", _("too early to say")
    NO_CLEAR_CHANGE = "no_clear_change", _("no clear change")
    WORSENING = "worsening", _("worsening")
    ON_TRACK = "on_track", _("on track")
    BEHIND = "behind", _("behind")
