"""The layouts in which these tables are found, told apart by their header. The name of a file says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from monitoring.public.statistics.choices import Absence, Source
from monitoring.public.statistics.importers import catalogue

AGE_GROUPS = {"20300": "18+", "53115": "18-65", "80200": "65+"}


@dataclass(frozen=True)
class Layout:
    """How a table is written down, and what its header does not say.

    `period` 0: the file says it itself. `complete`: the header must have every figure of the catalogue; needed where
    the period follows from the columns.
    """

    name: str
    source: str
    table: str
    what: str | Promise
    code_column: str = ""
    name_column: str = ""
    period: int = 0
    division_year: int = 0
    required: tuple[str, ...] = ()
    complete: bool = True
    other_columns: tuple[str, ...] = ()
    empty: str = Absence.UNKNOWN.value

    def matches(self, header: Sequence[str]) -> bool:
        present = set(header)
        figures = {key for key, topic in catalogue.columns_of(self.name).items() if topic}
        needed = {*self.required, *filter(None, (self.code_column, self.name_column))}
        return needed <= present and (figures <= present if self.complete else bool(figures & present))

    def unknown_columns(self, header: Sequence[str]) -> list[str]:
        """Columns that are neither figures nor known to be something else: they are left out, and that is said."""
        known = {
            *catalogue.columns_of(self.name), *self.required, *self.other_columns, self.code_column, self.name_column, "",
        }  # fmt: skip
        return [key for key in header if key not in known]


RIVM = Layout(
    name="rivm-50090NED",
    source=Source.RIVM_HEALTH.value,
    table="50090NED",
    what=_("RIVM StatLine 50090NED (Excel or CSV with the columns Leeftijd, Perioden and Codering_3)"),
    code_column="Codering_3",
    division_year=2020,
    required=("Leeftijd", "Marges", "Perioden"),
    other_columns=("ID", "WijkenEnBuurten", "Gemeentenaam_1", "SoortRegio_2"),
    complete=False,
    empty=Absence.NOT_MEASURED.value,
)

_R_CODE, _R_NAME = "Regioaanduiding.Codering..code.", "Wijken.en.buurten"
_R_OTHER = (
    "Regioaanduiding.Gemeentenaam..naam.",
    "Regioaanduiding.Soort.regio..omschrijving.",
    "Regioaanduiding.Indelingswijziging.wijken.en.buurten..code.",
)
_CBS = Source.CBS_KEY_FIGURES.value

KEY_FIGURES = (
    Layout(
        name="statline-83765NED", source=_CBS, table="83765NED", period=2017, what=_("CBS 83765NED (2017) as R writes it"),
        code_column=_R_CODE, name_column=_R_NAME, other_columns=_R_OTHER,
    ),
    Layout(
        name="statline-84583NED", source=_CBS, table="84583NED", period=2019, what=_("CBS 84583NED (2019) as R writes it"),
        code_column=_R_CODE, name_column=_R_NAME, other_columns=_R_OTHER,
    ),
    Layout(
        name="84799NED-selection", source=_CBS, table="84799NED", period=2020, what=_("a selection of CBS 84799NED (2020)"),
        code_column="Area_Code", name_column="District_Type", other_columns=("Municipality_Name",),
    ),
    Layout(
        name="85618NED-income", source=_CBS, table="85618NED", period=2023, what=_("income in CBS 85618NED (2023)"),
        code_column="Area_Code", name_column="District_Type", other_columns=("Municipality_Name",),
    ),
    Layout(
        name="kwb-2022", source=_CBS, table="kwb-2022", period=2022, what=_("CBS key figures 2022 with English column names"),
        code_column="code", name_column="name",
    ),
    Layout(
        name="kwb-2019", source=_CBS, table="kwb-2019", period=2019, what=_("CBS key figures 2019 of municipalities"),
        code_column="unique_id", name_column="region",
    ),
    Layout(
        name="map-2020", source=_CBS, table="wijkenbuurtenkaart-2020", period=2020,
        what=_("the CBS/Kadaster district and neighbourhood map of 2020"),
        code_column="bu_code", name_column="bu_naam", required=("jrstatcode",),
    ),
    Layout(
        name="statline-83220NED", source=_CBS, table="83220NED", period=2015,
        what=_("income in CBS 83220NED (2015) as StatLine exports it, with a title and names instead of codes"),
        name_column="",
    ),
    Layout(
        name="odata-85984NED", source=_CBS, table="85984NED", period=2024,
        what=_("CBS 85984NED (2024) as JSON: {code: {key: value}}"), code_column="code", complete=False,
    ),
)  # fmt: skip

BY_SOURCE: dict[str, tuple[Layout, ...]] = {RIVM.source: (RIVM,), _CBS: KEY_FIGURES}


def recognise(source: str, header: Sequence[str]) -> Layout | None:
    """The layout whose columns these are. `header` may be padded."""
    stripped = [key.strip() for key in header]
    return next((layout for layout in BY_SOURCE[source] if layout.matches(stripped)), None)
