"""Pages with a number, and feeds with a cursor. A page that cannot exist is a mistake of the caller: 400, never 404."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.utils.urls import remove_query_param, replace_query_param

from tenants.kit.errors import FieldError, InvalidQuery
from tenants.kit.filters import Filters, NumberFilter, TextFilter, option

PAGE_SIZE = 100
LARGEST_PAGE = 500
# PostgreSQL counts an offset in 64 bits; this keeps page × pageSize far below it.
LAST_PAGE = 10_000_000


class _Size(Filters):
    pageSize = NumberFilter(
        method=option,
        min_value=1,
        max_value=LARGEST_PAGE,
        initial=PAGE_SIZE,
        help_text=gettext_lazy("How many results an answer holds, 500 at most."),
    )


class PageNumber(_Size):
    page = NumberFilter(
        method=option,
        min_value=1,
        max_value=LAST_PAGE,
        initial=1,
        help_text=gettext_lazy("Which page, from 1."),
    )


class Cursor(_Size):
    after = TextFilter(
        method=option,
        max_length=200,
        help_text=gettext_lazy("The cursor of the last answer; without it the feed starts at its beginning."),
    )


@dataclass(frozen=True)
class Page:
    """The rows of one answer and what surrounds them."""

    rows: Sequence[Any]
    surroundings: dict[str, Any]

    def envelope(self, results: Any) -> dict[str, Any]:
        return {**self.surroundings, "results": list(results)}

    def links(self) -> str:
        """The pages beside this one as a Link header (RFC 8288)."""
        beside = {"next": self.surroundings.get("next"), "prev": self.surroundings.get("previous")}
        return ", ".join(f'<{address}>; rel="{name}"' for name, address in beside.items() if address)


class PagesOfRows(BasePagination):
    """What a list view asks of its way of paging: the query parameters, and the rows of one answer."""

    question: ClassVar[type[Filters]] = Filters

    def page_of(self, rows: Any, wanted: dict[str, Any], request: Request) -> Page:
        raise NotImplementedError


class Pages(PagesOfRows):
    """`page` and `pageSize`; the answer has count, next, previous and results. Two queries: the count and the rows."""

    question = PageNumber

    def page_of(self, rows: QuerySet[Any] | Sequence[Any], wanted: dict[str, Any], request: Request) -> Page:
        number, size = wanted["page"], wanted["pageSize"]
        count = rows.count() if isinstance(rows, QuerySet) else len(rows)
        last = max(1, -(-count // size))
        if number > last:
            detail = _("The last page is %(last)d, with %(size)d results a page.") % {"last": last, "size": size}
            raise InvalidQuery([FieldError("page", "no_such_page", detail)])
        start = (number - 1) * size
        # Nothing to fetch when the count already says that there is nothing.
        found = list(rows[start : start + size]) if count else []
        address = request.build_absolute_uri()
        following = replace_query_param(address, "page", number + 1) if number < last else None
        return Page(found, {"count": count, "next": following, "previous": _page_before(address, number)})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "How many there are on all pages together."},
                "next": address,
                "previous": address,
                "results": schema,
            },
        }


def _page_before(address: str, number: int) -> str | None:
    if number == 1:
        return None
    return remove_query_param(address, "page") if number == 2 else replace_query_param(address, "page", number - 1)


class CursorPages(PagesOfRows):
    """`after` and `pageSize`; the answer has next, cursor and results.

    The view that uses it orders its rows and knows places: `place_after(found, more=…)` says where to read on after
    these rows (None: nowhere yet) and `rows_after(rows, place)` keeps what comes later. A client stores `cursor` and
    asks again later; a feed has no end: `next` is null only for now.
    """

    question = Cursor

    def page_of(self, rows: QuerySet[Any], wanted: dict[str, Any], request: Request) -> Page:
        view = request.parser_context["view"]
        size, after = wanted["pageSize"], wanted.get("after")
        if after is not None:
            rows = view.rows_after(rows, read_cursor(after))
        found = list(rows[: size + 1])
        more, found = len(found) > size, found[:size]
        place = view.place_after(found, more=more)
        cursor = after if place is None else write_cursor(place)
        following = replace_query_param(request.build_absolute_uri(), "after", cursor) if more else None
        return Page(found, {"next": following, "cursor": cursor})

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "required": ["next", "cursor", "results"],
            "properties": {
                "next": {"type": ["string", "null"], "format": "uri"},
                "cursor": {"type": ["string", "null"], "description": "Ask again with this as `after`."},
                "results": schema,
            },
        }


def write_cursor(place: Sequence[Any]) -> str:
    """A place in a feed as text without meaning to the reader."""
    return base64.urlsafe_b64encode("~".join(str(part) for part in place).encode()).decode().rstrip("=")


def read_cursor(text: str) -> list[str]:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True).decode().split("~")
    except (binascii.Error, UnicodeError, ValueError):
        raise bad_cursor() from None


def bad_cursor() -> InvalidQuery:
    """Also for views: the text is a cursor, but not one of this feed."""
    return InvalidQuery([FieldError("after", "bad_cursor", _("Use a cursor that an earlier answer gave."))])
