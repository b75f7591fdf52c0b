"""Networks that the operator names: the proxies that are believed when they say who asks, and private ones."""

from __future__ import annotations

from ipaddress import IPv4Network, IPv6Network, ip_network

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
    networks("TRUSTED_PROXIES", named)
    return named


def networks(setting: str, named: list[str]) -> list[IPv4Network | IPv6Network]:
    """What a setting names. Raises ImproperlyConfigured, with the name of the setting, for what is none."""
    found = []
    for network in named:
        try:
            found.append(ip_network(network))
        except ValueError as error:
            raise ImproperlyConfigured(
                f"{setting} holds “{network}”, which is no network such as 10.0.0.0/8."
            ) from error
    return found
