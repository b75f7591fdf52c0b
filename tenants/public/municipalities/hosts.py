"""From host name to municipality. Every request needs it, so it is kept in the cache that all processes share."""

from __future__ import annotations

import hashlib

import structlog
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from redis.exceptions import RedisError

from tenants.public.municipalities.models import Domain, Municipality

logger = structlog.get_logger("raderwerk.hosts")
# Every change is told to the cache; this is for one that could not be.
_SECONDS = 60


def municipality_of(host: str) -> Municipality | None:
    """The municipality that answers on this host, or None. Unknown hosts are not kept: they may be flooded."""
    try:
        found: Municipality | None = cache.get(_key(host))
        if found is None and (found := _look_up(host)):
            # Whoever changed it since we looked has put the new one there already, and that one stays.
            cache.add(_key(host), found, _SECONDS)
    except RedisError:
        return _look_up(host)  # slower, but the pages stay
    return found


def tell_hosts(municipality: Municipality) -> None:
    """After a change of a municipality: from the moment that it is stored, every process serves it as it is now."""
    known = {_key(host): municipality for host in municipality.domains.values_list("domain", flat=True)}
    transaction.on_commit(lambda: _keep(known))


def is_operator_host(host: str) -> bool:
    return host in settings.OPERATOR_HOSTS


def _key(host: str) -> str:
    return f"host:{hashlib.sha256(host.encode()).hexdigest()}"  # (a host may be longer than a key)


def _look_up(host: str) -> Municipality | None:
    domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    return domain.tenant if domain else None


def _keep(known: dict[str, Municipality]) -> None:
    try:
        cache.set_many(known, _SECONDS)
    except RedisError:
        logger.warning("hosts_not_told", seconds=_SECONDS)
