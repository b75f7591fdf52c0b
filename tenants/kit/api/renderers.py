"""JSON out. One renderer for everything, so that figures, dates and lazy sentences look the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import orjson
from django.utils.functional import Promise
from rest_framework.renderers import BaseRenderer


def plain(value: Any) -> Any:
    """What orjson cannot write itself. Decimals become numbers: a quantity is a number to whoever reads the API."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)
    if isinstance(value, Promise):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, list | tuple):
        return list(value)
    raise TypeError(f"{type(value).__name__} cannot be written as JSON.")


class JsonRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        if data is None:
            return b""
        options = orjson.OPT_NON_STR_KEYS | orjson.OPT_UTC_Z | orjson.OPT_PASSTHROUGH_SUBCLASS
        return orjson.dumps(data, default=plain, option=options)


class ProblemRenderer(JsonRenderer):
    """Lets a client say that it accepts problem details; they are sent whatever it accepts."""

    media_type = "application/problem+json"
    format = "problem"


class GeoJsonRenderer(JsonRenderer):
    """For views that answer a Feature or a FeatureCollection."""

    media_type = "application/geo+json"
    format = "geojson"
