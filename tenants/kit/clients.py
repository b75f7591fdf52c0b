"""Where a request really comes from."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address of whoever asks. `X-Forwarded-For` is believed as far as `TRUSTED_PROXIES` goes, and no further.

    Every proxy adds the address of whoever asked it, so the list is read from its end: what stands before the first
    address that is not a proxy's was written by the visitor.
    """
    chain = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    chain.append(request.META.get("REMOTE_ADDR", ""))
    named: str = settings.TRUSTED_PROXIES[0] if len(settings.TRUSTED_PROXIES) == 1 else ""
    if named.isascii() and named.isdigit():
        return chain[-1 - int(named) :][0]
    while len(chain) > 1 and _is_proxy(chain[-1]):
        chain.pop()
    return chain[-1]


def _is_proxy(address: str) -> bool:
    try:
        return any(ip_address(address) in ip_network(network) for network in settings.TRUSTED_PROXIES)
    except ValueError:
        return False
