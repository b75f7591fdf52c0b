"""What can be wrong with a file of figures, by code. The sentence is made for whoever reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.public.statistics.importers import layouts
from tenants.jobs.kinds import JobFault

_DETAILS: dict[str, Promise] = {
    "damaged": gettext_lazy("the file is damaged: %(why)s. Fetch it again from its source."),
    "unreadable": gettext_lazy("the file cannot be read: %(why)s."),
    "not_utf8": gettext_lazy("this is not text in UTF-8 (byte %(byte)s). Save it as UTF-8."),
    "not_a_table": gettext_lazy("this is not a table: %(why)s."),
    "empty": gettext_lazy("the file is empty."),
    "not_excel": gettext_lazy("this is not an Excel workbook: %(why)s."),
    "not_json": gettext_lazy("this is not valid JSON: %(why)s."),
    "other_json": gettext_lazy("this does not have the form {code: {key: value}}."),
    "unknown_table": gettext_lazy(
        "this is not a table of %(source)s that is known. Expected: %(expected)s. Its first line is: %(found)s."
    ),
    "lines_apart": gettext_lazy(
        "the lines of %(period)s %(group)s do not stand together. Sort the file by period and age."
    ),
    "no_lines": gettext_lazy("there is a header and no line below it."),
    "other_width": gettext_lazy("%(cells)s cells where the header has %(width)s; repair the line."),
    "other_map": gettext_lazy("only the map of 2020 is known."),
    "unknown_age": gettext_lazy("“%(cell)s” is none of %(known)s."),
    "no_year": gettext_lazy("“%(cell)s” is not a year as in 2020JJ00."),
    "no_region": gettext_lazy("“%(cell)s” is not a region's code as in WK050501."),
    "negative": gettext_lazy("“%(cell)s” is negative, which cannot be; correct it or leave it empty."),
    "no_number": gettext_lazy("“%(cell)s” is not a number; correct it or leave it empty."),
    "known_twice": gettext_lazy("%(region)s stands on line %(first)s too; keep one of them."),
    "no_known_region": gettext_lazy("none of its %(number)s regions is known; import them first."),
    "unknown_column": gettext_lazy("column %(key)s is not in the catalogue and was left out."),
    "more": gettext_lazy("%(number)s more of such errors."),
}


def in_file(name: str, fault: JobFault) -> JobFault:
    """The same, with the file that it is about."""
    return JobFault(fault.code, {"file": name, **fault.values})


def sentence(code: str, values: Mapping[str, Any]) -> str:
    """The place and what is wrong there, in the language of the moment."""
    if code == "unknown_table":
        expected = "; ".join(str(layout.what) for layout in layouts.BY_SOURCE[values["source"]])
        values = {**values, "expected": expected}
    place = str(values["file"])
    if values.get("line"):
        place += _(", line %(line)s") % values
    if values.get("column"):
        place += _(", column %(column)s") % values
    return f"{place}: {str(_DETAILS[code]) % values}"
