"""Where the sources publish their tables, for whoever wants to see a figure there."""

from __future__ import annotations

import re

from monitoring.public.statistics.choices import Source

_TABLES = {
    Source.RIVM_HEALTH: "https://statline.rivm.nl/#/RIVM/nl/dataset/{table}/table",
    Source.CBS_KEY_FIGURES: "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/{table}/table",
}
# Some years of the key figures are published as a spreadsheet, which StatLine does not have.
_STATLINE = re.compile(r"[0-9]{5}(NED|ENG)")
_SPREADSHEETS = "https://www.cbs.nl/nl-nl/reeksen/publicatie/kerncijfers-wijken-en-buurten"


def address_of(source: str, table: str) -> str:
    """The page of a table at its source; empty for what is not official."""
    if source not in Source.values:
        return ""
    return _TABLES[Source(source)].format(table=table) if _STATLINE.fullmatch(table) else _SPREADSHEETS
