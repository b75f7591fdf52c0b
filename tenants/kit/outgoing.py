"""Requests to other servers whose address somebody typed in: a municipality must not reach the server's own network.

Only https, no redirects, a few seconds, a megabyte, and no private, loopback or link-local address: looked at before
connecting, and again at the other end of the connection, since a name can lead elsewhere a moment later. The operator
may allow networks in `PRIVATE_NETWORKS_ALLOWED`; these may also be asked without https. Proxies of the environment are
not used: they would look the name up themselves.
"""

from __future__ import annotations

import socket
import time
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

SECONDS = 5
MOST_BYTES = 1_000_000
Address = IPv4Address | IPv6Address


class NotOutThere(requests.RequestException):
    """An address that is not asked. It does not tell why: that would tell what is in our network."""

    def __init__(self) -> None:
        super().__init__("This address is not asked, or its answer is not taken.")


def guarded_session() -> requests.Session:
    """For one conversation with a server that is not ours. All that goes wrong in it is a RequestException."""
    session = _Session()
    session.trust_env = False
    session.mount("http://", _Adapter())
    session.mount("https://", _Adapter())
    return session


class _Session(requests.Session):
    def request(self, method: Any, url: Any, *args: Any, **kwargs: Any) -> requests.Response:
        until = time.monotonic() + SECONDS
        _check_url(str(url))
        ours = {"timeout": SECONDS, "allow_redirects": False, "stream": True}
        response = super().request(method, url, *args, **{**kwargs, **ours})
        if response.is_redirect:
            response.close()
            raise NotOutThere
        response._content = _read(response, until)
        return response


def _read(response: requests.Response, until: float) -> bytes:
    content = b""
    for part in response.iter_content(65536):
        content += part
        if len(content) > MOST_BYTES or time.monotonic() > until:
            response.close()
            raise NotOutThere
    return content


def _check_url(url: str) -> None:
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise NotOutThere from error
    if parts.username or parts.password or parts.scheme not in ("https", "http"):
        raise NotOutThere
    addresses = _addresses(host, port)
    may = _may_be_asked if parts.scheme == "https" else _is_allowed_by_operator
    if not addresses or not all(map(may, addresses)):
        raise NotOutThere


def _addresses(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return []
    return [_address(sockaddr) for *_kind, sockaddr in found]


def _address(sockaddr: Any) -> Address:
    """As it is routed: 10.0.0.1 can also be written as a part of IPv6."""
    address = ip_address(str(sockaddr[0]).partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


def _may_be_asked(address: Address) -> bool:
    return (address.is_global and not address.is_multicast) or _is_allowed_by_operator(address)


def _is_allowed_by_operator(address: Address) -> bool:
    return any(address in network for network in settings.PRIVATE_NETWORKS_ALLOWED)


def _looked_at(opened: socket.socket) -> socket.socket:
    """Nothing has been said yet; who is at the other end?"""
    if not _may_be_asked(_address(opened.getpeername())):
        opened.close()
        raise NotOutThere
    return opened


class _Connection(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _looked_at(super()._new_conn())


class _SecureConnection(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _looked_at(super()._new_conn())


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
