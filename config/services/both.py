"""The two servers together: which of them are ours, starting and stopping them."""

import os
import sys

from . import postgres, valkey
from .places import Place

NOT_FOR_PRODUCTION = (
    "Raderwerk starts its own PostgreSQL and Valkey in {folder}: good for trying out and developing, not for "
    "production. There, set DATABASE_URL and BROKER_URL."
)


def is_embedded(variable: str) -> bool:
    """Whether the environment names no server of its own."""
    return not os.environ.get(variable)


def ensure_both(place: Place, *, database: bool, broker: bool) -> None:
    """Start what is wanted and does not run. Call with the place locked."""
    if not place.for_tests and not postgres.running(place) and not valkey.running(place):
        print(NOT_FOR_PRODUCTION.format(folder=place.root), file=sys.stderr)  # noqa: T201 - no logging is set up yet
    place.prepare()
    if database:
        postgres.ensure(place)
    if broker:
        valkey.ensure(place)


def stop_both(place: Place) -> bool:
    """Call with the place locked. False when neither ran."""
    return any([valkey.stop(place), postgres.stop(place)])
