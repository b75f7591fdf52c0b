"""From host name to municipality. The look-up is kept for a minute, since every request needs it."""

from __future__ import annotations

import time

from django.conf import settings

from tenants.public.municipalities.models import Domain, Municipality

_SECONDS = 60
_known: dict[str, tuple[float, Municipality]] = {}


def municipality_of(host: str) -> Municipality | None:
    """The municipality that answers on this host, or None. Unknown hosts are not kept: they may be flooded."""
    moment = time.monotonic()
    found = _known.get(host)
    if found and moment - found[0] < _SECONDS:
        return found[1]
    domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    if domain is None:
        _known.pop(host, None)
        return None
    _known[host] = (moment, domain.tenant)
    municipality: Municipality = domain.tenant
    return municipality


def forget_hosts() -> None:
    """After a change of municipalities or domains in this process."""
    _known.clear()


def is_operator_host(host: str) -> bool:
    return host in settings.OPERATOR_HOSTS
