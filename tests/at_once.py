"""Deeds of several people at the same moment, over connections of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tenants.kit.database import connection
from tenants.kit.errors import Problem
from tenants.public.municipalities.models import Municipality


def at_once(municipality: Municipality | None, *deeds: Callable[[], object]) -> list[object]:
    """Each deed in its own thread, started together; what each returned or which problem it raised.

    None: on the operator's host.
    """
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(number: int, deed: Callable[[], object]) -> None:
        if municipality is not None:
            connection.set_tenant(municipality)
        try:
            start.wait(timeout=20)
            results[number] = deed()
        except Problem as problem:
            results[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number, deed)) for number, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
