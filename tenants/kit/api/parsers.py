"""JSON in, strictly: what two programs would read in two ways is refused here, before any field is looked at."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from django.core.exceptions import RequestDataTooBig
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

LARGEST_BODY = 5_000_000
# GeoJSON's MultiPolygon in a FeatureCollection is ten levels deep.
DEEPEST = 32


class BodyTooLarge(APIException):
    status_code = 413
    default_code = "body_too_large"


class JsonParser(BaseParser):
    """UTF-8, no duplicate keys, no NaN, no numbers beyond a float, no NUL or lone surrogate, 32 levels, 5 MB."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        return read_json(_whole(stream))


class MergePatchParser(JsonParser):
    media_type = "application/merge-patch+json"


def _whole(stream: IO[Any]) -> bytes:
    try:
        body: bytes = stream.read(LARGEST_BODY + 1)
    except RequestDataTooBig:
        body = b" " * (LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise BodyTooLarge(_("Send at most %(megabytes)d MB in one request.") % {"megabytes": LARGEST_BODY // 10**6})
    return body


def read_json(body: bytes) -> Any:
    """The value in the body; a ParseError that says what is wrong with it otherwise."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ParseError(_("Send UTF-8; byte %(place)d is not.") % {"place": error.start}) from None
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
        _check_text(value, DEEPEST)
    except ParseError:
        raise
    except RecursionError:
        raise too_deep() from None
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise ParseError(_("This is not JSON: look at line %(line)d, column %(column)d.") % place) from None
    except ValueError:
        # Python refuses to read integers of thousands of digits.
        raise ParseError(_("A number in this JSON has too many digits.")) from None
    return value


def too_deep() -> ParseError:
    return ParseError(_("This JSON is nested deeper than %(levels)d levels.") % {"levels": DEEPEST})


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ParseError(_("The name “%(name)s” occurs twice in one object.") % {"name": twice[:60]})
    return found


def _no_constant(name: str) -> float:
    raise ParseError(_("%(name)s is not a number in JSON.") % {"name": name})


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ParseError(_("The number %(number)s is too large.") % {"number": text[:40]})
    return number


def _check_text(value: Any, levels: int) -> None:
    """PostgreSQL stores neither NUL nor half a surrogate pair; better said here than as a database error."""
    if levels < 0:
        raise too_deep()
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ParseError(_("A text in this JSON has a character that cannot be stored."))
    elif isinstance(value, dict):
        for name, part in value.items():
            _check_text(name, levels - 1)
            _check_text(part, levels - 1)
    elif isinstance(value, list):
        for part in value:
            _check_text(part, levels - 1)
