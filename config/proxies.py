"""Which proxies are believed when they say who asks."""

from __future__ import annotations

from ipaddress import ip_network

from django.core.exceptions import ImproperlyConfigured


def trusted_proxies(named: list[str], *, behind_proxy: bool) -> list[str]:
    """The setting as it was given. Raises ImproperlyConfigured when it is missing behind a proxy, or says nothing."""
    if behind_proxy and not named:
        raise ImproperlyConfigured(
            "BEHIND_TLS_PROXY is set and TRUSTED_PROXIES is not: all visitors would share the proxy's address, and ten "
            "wrong passwords of one would lock out everybody. Give the number of proxies (1) or their networks "
            "(10.0.0.0/8)."
        )
    if len(named) == 1 and named[0].isascii() and named[0].isdigit():
        return named
    for network in named:
        try:
            ip_network(network)
        except ValueError as error:
            raise ImproperlyConfigured(
                f"TRUSTED_PROXIES holds “{network}”, which is neither one number nor a network such as 10.0.0.0/8."
            ) from error
    return named
