"""Area programmes and their visions: the agreed whole for an area, and the long-term picture under it."""

from __future__ import annotations

import datetime as dt
import functools
import operator
import uuid
from collections.abc import Iterator

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from programs.areas.models import Area
from programs.programs.choices import ENDED, PUBLIC, ProgramKind, ProgramStatus, SourceKind, Theme, VisionStatus
from programs.programs.querysets import ProgramQuerySet, VisionQuerySet
from programs.programs.rules import SHORTEST_HORIZON
from tenants.kit.columns import Choice, Choices, Day, Line, Prose, Year
from tenants.kit.constraints import Once, Rule
from tenants.kit.errors import FieldError
from tenants.kit.models import Tracked
from tenants.kit.order import Same

_DECIDED_ON = [
    "program",
    "version",
    "horizon_year",
    "themes",
    "story",
    "principles",
    "status",
    "proposed_on",
    "adopted_on",
]
# What the council adopted stays. How its decision is filed, and of which day it is, can be put right: with a reason.
_ADOPTED_STAYS = pgtrigger.Protect(
    name="adopted_stays",
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__status=VisionStatus.ADOPTED)
    & functools.reduce(
        operator.or_, (pgtrigger.Q(**{f"old__{name}__df": pgtrigger.F(f"new__{name}")}) for name in _DECIDED_ON)
    ),
)
_ADOPTED_IS_NOT_REMOVED = pgtrigger.Protect(
    name="adopted_is_not_removed",
    operation=pgtrigger.Delete,
    condition=pgtrigger.Q(old__status=VisionStatus.ADOPTED),
)
# The row's own schema is named, as in the history trigger: the search_path of a session is no guarantee.
_PARTS_OF_ADOPTED_STAY = pgtrigger.Trigger(
    name="parts_of_adopted_stay",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[
        ("its_vision", "UUID := CASE WHEN TG_OP = 'INSERT' THEN NEW.vision_id ELSE OLD.vision_id END"),
        ("its_status", "TEXT"),
    ],
    func="""
        EXECUTE format('SELECT status FROM %I.programs_vision WHERE id = $1', TG_TABLE_SCHEMA)
            INTO its_status USING its_vision;
        IF its_status = 'adopted' THEN
            RAISE EXCEPTION 'A part of an adopted vision cannot be added, changed or removed.'
                USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    """,
)


class Program(Tracked):
    """An area programme: the agreed whole for one or more working areas."""

    title = Line(
        _("title"), max_length=160, missing=_("Give the programme a title that says what it is for."),
        help_text=_("What is it for? For example: Wielwijk on its own strength."),
    )  # fmt: skip
    kind = Choice(
        _("kind"), max_length=13, choices=ProgramKind.choices, default=ProgramKind.ORDINARY,
        missing=_("Choose a kind from the list."),
    )  # fmt: skip
    areas = models.ManyToManyField(Area, through="ProgramArea", related_name="programs")
    status = models.CharField(max_length=9, choices=ProgramStatus.choices, default=ProgramStatus.DRAFT)
    lead_organisation = Line(
        _("lead organisation"), max_length=160, blank=True,
        help_text=_("Who directs it? That may be a partner or a group of residents."),
    )  # fmt: skip
    summary = Prose(_("summary"), max_length=2000, rows=3, blank=True)
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("area manager"),
    )  # fmt: skip
    manager_id: uuid.UUID | None
    started_on = models.DateField(help_text="The day the programme was started as a draft.")
    is_example = models.BooleanField(default=False, help_text="Made for the demo; every page says so.")

    # What `with_term` adds.
    area_names: list[str]
    decided_on: dt.date | None
    horizon_year: int | None
    phase_years: list[int]

    objects = ProgramQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            Once(
                Same("title"), condition=~Q(status__in=sorted(ENDED)), name="program_title_once", at="title",
                told=_("There is already a programme with this title. Choose another one, so that nobody mixes them up."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="program_has_a_title"),
            models.CheckConstraint(condition=Q(status__in=ProgramStatus.values), name="program_status_known"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        return self.status in PUBLIC

    @property
    def has_ended(self) -> bool:
        return self.status in ENDED

    @property
    def begin(self) -> dt.date:
        """What a line of decades begins with: the council's decision, until then the start. Of rows `with_term`."""
        return self.decided_on or self.started_on

    def current_vision(self) -> Vision | None:
        """The adopted vision with the highest version; none as long as nothing has been adopted.

        Reads `visions` as prefetched by `with_visions()`; otherwise one query.
        """
        adopted = [vision for vision in self.visions.all() if vision.is_adopted]
        return max(adopted, key=lambda vision: vision.version, default=None)

    def draft_vision(self) -> Vision | None:
        """The version that is being written, if any; there is at most one."""
        return next((vision for vision in self.visions.all() if not vision.is_adopted), None)


class ProgramArea(Tracked):
    """A working area of a programme."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="program_areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="program_areas")

    class Meta(Tracked.Meta):
        constraints = [models.UniqueConstraint(fields=["program", "area"], name="program_area_once")]

    def __str__(self) -> str:
        return f"{self.program_id} {self.area_id}"


class Vision(Tracked):
    """The long-term picture of a programme, in versions. An adopted version never changes; a new one succeeds it."""

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="visions")
    version = models.PositiveSmallIntegerField()
    horizon_year = Year(
        _("horizon"), help_text=_("A vision reaches at least ten years ahead; twenty or more is normal.")
    )
    themes: Choices[list[str], list[str]] = Choices(
        _("themes"), max_length=8, choices=Theme.choices, default=list, blank=True
    )
    story = Prose(
        _("Where does it go?"), max_length=20000, rows=7, blank=True,
        help_text=_(
            "Tell in plain language how it is there in twenty years. "
            "It may wait, but the council does not decide without it."
        ),
    )  # fmt: skip
    principles = Prose(
        _("principles"), max_length=10000, blank=True, help_text=_("What do we hold on to, whatever happens?")
    )
    status = models.CharField(max_length=7, choices=VisionStatus.choices, default=VisionStatus.DRAFT)
    proposed_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day it was laid before the council; from then on its text stays."
    )
    decision_reference = Line(
        _("Reference of the council's decision"), max_length=120, blank=True,
        missing=_("Give the reference of the council's decision, such as RB-2024-031."),
        help_text=_("For example RB-2024-031."),
    )  # fmt: skip
    decided_on: Day[dt.date | None, dt.date | None] = Day(_("Date of the council's decision"), null=True, blank=True)
    adopted_on: models.DateField[dt.date | None, dt.date | None] = models.DateField(
        null=True, blank=True, help_text="The day the adoption was recorded and the baselines were frozen."
    )

    objects = VisionQuerySet.as_manager()

    class Meta(Tracked.Meta):
        constraints = [
            models.UniqueConstraint(fields=["program", "version"], name="vision_version_once"),
            models.UniqueConstraint(
                fields=["program"], condition=Q(status=VisionStatus.DRAFT), name="vision_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(status=VisionStatus.DRAFT)
                | (~Q(decision_reference="") & Q(decided_on__isnull=False) & Q(adopted_on__isnull=False)),
                name="vision_adopted_by_a_decision",
            ),
        ]
        triggers = [*Tracked.Meta.triggers, _ADOPTED_STAYS, _ADOPTED_IS_NOT_REMOVED]

    def __str__(self) -> str:
        return f"{self.program_id} v{self.version}"

    @property
    def is_adopted(self) -> bool:
        return self.status == VisionStatus.ADOPTED

    @property
    def is_proposed(self) -> bool:
        """It lies before the council, which has not decided yet."""
        return self.proposed_on is not None and not self.is_adopted

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        """Of what is written, until the council decides; then of the decision."""
        if self.decided_on is None:
            yield from self._faults_of_horizon(day)
            return
        if not self.decision_reference:
            yield FieldError("decision_reference", "required", type(self)._meta.get_field("decision_reference").missing)
        if self.decided_on > day:
            yield FieldError("decided_on", "in_future", _("The council's decision is from today or earlier."))

    def _faults_of_horizon(self, day: dt.date) -> Iterator[FieldError]:
        earliest = day.year + SHORTEST_HORIZON
        if self.horizon_year is not None and self.horizon_year < earliest:
            told = gettext("Choose a horizon of %(year)d or later: a vision reaches at least ten years ahead.")
            yield FieldError("horizon_year", "too_near", told % {"year": earliest})


class VisionSource(Tracked):
    """What a vision rests on: figures, the experience of professionals, or insights of residents."""

    vision = models.ForeignKey(Vision, on_delete=models.PROTECT, related_name="sources")
    kind = Choice(
        _("Kind of source"), max_length=13, choices=SourceKind.choices,
        missing=_("Choose a kind of source from the list."),
    )  # fmt: skip
    description = Prose(
        _("What did it show?"), max_length=5000, missing=_("Say what the source is and what it showed.")
    )
    who = Line(
        _("From whom"), max_length=200, blank=True,
        help_text=_("A group or an organisation, for example: residents of three flats. No names of residents."),
    )  # fmt: skip
    date = Day(_("date"))

    class Meta(Tracked.Meta):
        ordering = ["date", "id"]
        constraints = [models.CheckConstraint(condition=~Q(description=""), name="vision_source_described")]
        triggers = [*Tracked.Meta.triggers, _PARTS_OF_ADOPTED_STAY]

    def __str__(self) -> str:
        return f"{self.kind} {self.date}"

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        if self.date is not None and self.date > day:
            yield FieldError("date", "in_future", _("A source is from today or earlier."))


class Phase(Tracked):
    """A stretch of time of a vision, with its own name."""

    vision = models.ForeignKey(Vision, on_delete=models.PROTECT, related_name="phases")
    title = Line(_("name"), max_length=120, missing=_("Give the phase a name."))
    from_year = Year(_("First year"))
    until_year = Year(_("Last year"), help_text=_("The phase lasts until the end of this year."))

    class Meta(Tracked.Meta):
        ordering = ["from_year", "id"]
        constraints = [
            Rule(
                Q(until_year__gte=F("from_year")), name="phase_years_in_order", at="until_year", code="too_early",
                told=_("A phase cannot end before it begins."),
            ),
            models.CheckConstraint(condition=~Q(title=""), name="phase_has_a_title"),
        ]  # fmt: skip
        triggers = [*Tracked.Meta.triggers, _PARTS_OF_ADOPTED_STAY]

    def __str__(self) -> str:
        return f"{self.title} {self.from_year}–{self.until_year}"

    def faults_on(self, day: dt.date) -> Iterator[FieldError]:
        """Of its place in the vision: within the horizon, beside the other phases. One query, or none."""
        if self.from_year is None or self.until_year is None:
            return
        horizon = self.vision.horizon_year
        if self.until_year > horizon:
            told = gettext("A phase ends in %(year)d, the horizon of the vision, or earlier.")
            yield FieldError("until_year", "out_of_range", told % {"year": horizon})
        others = self.vision.phases.exclude(pk=self.pk)
        if other := others.filter(from_year__lte=self.until_year, until_year__gte=self.from_year).first():
            told = gettext("The phase “%(phase)s” lasts from %(from)d to %(until)d. Choose years that do not overlap.")
            years = {"phase": other.title, "from": other.from_year, "until": other.until_year}
            yield FieldError("from_year", "overlap", told % years)
