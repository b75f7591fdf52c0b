"""What a judgement rests on, as one short text: another text means that something of it changed.

The rows are taken whole, so that a column that is added later counts by itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db import connection

from monitoring.indicators import rules
from monitoring.public.statistics.figures import editions

# Only the municipality's own tables: the official figures are asked of their own schema, in a query of their own.
_ROWS = """
    SELECT i.id, i.topic_id, md5(concat(
            i::text, b::text,
            (SELECT string_agg(t::text, ',' ORDER BY t.id) FROM indicators_target t WHERE t.indicator_id = i.id),
            (SELECT string_agg(o::text, ',' ORDER BY o.id) FROM indicators_observation o WHERE o.indicator_id = i.id)
        )), j.fingerprint, j.rule_version = %(version)s AND %(on)s BETWEEN j.judged_on AND j.stands_until
    FROM indicators_indicator i
    LEFT JOIN indicators_baseline b ON b.indicator_id = i.id
    LEFT JOIN indicators_judgement j ON j.indicator_id = i.id
    WHERE %(ids)s::uuid[] IS NULL OR i.id = ANY(%(ids)s::uuid[])
"""


def fingerprints(ids: Collection[UUID]) -> dict[UUID, str]:
    """Of these indicators as they are now."""
    return {pk: now for pk, now, _stored, _stands in _read(dt.date.min, ids)}


def outdated(on: dt.date) -> list[UUID]:
    """The indicators whose judgement is absent, rests on something else by now, or does not reach to this day."""
    return [pk for pk, now, stored, stands in _read(on) if not stands or stored != now]


def _read(on: dt.date, ids: Collection[UUID] | None = None) -> list[tuple[UUID, str, str | None, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, {"on": on, "version": rules.RULE_VERSION, "ids": None if ids is None else list(ids)})
        rows = cursor.fetchall()
    published = editions({topic for _pk, topic, *_rest in rows if topic})
    return [(pk, f"{own}{published.get(topic, '')}", stored, bool(stands)) for pk, topic, own, stored, stands in rows]
