"""Kinds of figures, reasons why one is absent, and the sources."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Who publishes it, and in which series of tables."""

    RIVM_HEALTH = "rivm-50090ned", _("RIVM, GGD'en and CBS: health by district and neighbourhood")
    CBS_KEY_FIGURES = "cbs-kwb", _("CBS: key figures of districts and neighbourhoods")


class Kind(models.TextChoices):
    """What may be done with it over areas and periods; the rules are in the roll-up of indicators."""

    STOCK = "stock", _("stock")
    FLOW = "flow", _("flow")
    RATE = "rate", _("rate")
    MEAN = "mean", _("mean")
    SCORE = "score", _("score")


class Perception(models.TextChoices):
    OBJECTIVE = "objective", _("measured")
    PERCEIVED = "perceived", _("as people feel it")


class Better(models.TextChoices):
    """Whether more or less of it is better, as the catalogue says; which way a programme wants it is its own choice."""

    UP = "up", _("more is better")
    DOWN = "down", _("less is better")


class Absence(models.TextChoices):
    """Why there is no value. Never a number, and never zero."""

    SUPPRESSED = "suppressed", _("not published: too few cases or not reliable")
    NOT_MEASURED = "not_measured", _("not measured in this period")
    NOT_APPLICABLE = "not_applicable", _("not applicable here")
    UNKNOWN = "unknown", _("unknown")


# One letter per column in `Line.absences`; PRESENT stands where there is a value.
PRESENT = "-"
LETTERS: dict[str, str] = {
    Absence.SUPPRESSED.value: "s",
    Absence.NOT_MEASURED.value: "m",
    Absence.NOT_APPLICABLE.value: "n",
    Absence.UNKNOWN.value: "u",
}
REASONS: dict[str, str] = {letter: reason for reason, letter in LETTERS.items()}
