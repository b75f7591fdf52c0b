"""Kinds and states of programmes and visions."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ProgramKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinary neighbourhood")
    FOCUS = "focus", _("focus area")
    URBAN_RENEWAL = "urban_renewal", _("urban renewal")
    THEMATIC = "thematic", _("thematic")


class ProgramStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    PROPOSED = "proposed", _("proposed")
    ADOPTED = "adopted", _("adopted")
    RUNNING = "running", pgettext_lazy("programme", "running")
    CLOSED = "closed", pgettext_lazy("programme", "closed")
    DROPPED = "dropped", _("dropped")
    SUCCEEDED = "succeeded", _("succeeded by another")


# What the council has decided about is public, and stays so when it ends. A draft that is given up never becomes so.
PUBLIC = frozenset({ProgramStatus.ADOPTED, ProgramStatus.RUNNING, ProgramStatus.CLOSED, ProgramStatus.SUCCEEDED})
ENDED = frozenset({ProgramStatus.CLOSED, ProgramStatus.DROPPED, ProgramStatus.SUCCEEDED})


class Theme(models.TextChoices):
    PHYSICAL = "physical", _("physical")
    SOCIAL = "social", _("social")
    ECONOMIC = "economic", _("economic")
    SAFETY = "safety", _("safety")


class VisionStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")


class SourceKind(models.TextChoices):
    """A vision rests on all three."""

    STATISTICS = "statistics", _("statistics")
    PROFESSIONALS = "professionals", _("experience of professionals")
    RESIDENTS = "residents", _("insights of residents")
