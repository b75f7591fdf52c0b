"""What somebody typed in leads to servers of others only, and they do not hold us up."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from config.proxies import networks
from tenants.kit import outgoing
from tenants.kit.outgoing import NotOutThere, guarded_session

Server = ThreadingHTTPServer
LOOPBACK = ip_network("127.0.0.0/8")


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        for _drop in range(20 if self.path == "/drops" else 1):
            self.wfile.write(b"x" * (1_100_000 if self.path == "/much" else 70_000))
            time.sleep(0.1 if self.path == "/drops" else 0)

    def log_message(self, *args: Any) -> None:
        """Not in the output of the tests."""


@pytest.fixture
def server() -> Iterator[str]:
    running = Server(("127.0.0.1", 0), _Answers)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{running.server_port}"
    running.shutdown()
    running.server_close()


@pytest.fixture
def inside(settings: Any) -> None:
    """The operator allows this machine."""
    settings.PRIVATE_NETWORKS_ALLOWED = [LOOPBACK]


def test_a_network_that_the_operator_allows_is_asked(inside: None, server: str) -> None:
    with guarded_session() as session:
        assert len(session.get(f"{server}/").content) == 70_000


def test_this_machine_is_not_asked_otherwise(server: str, settings: Any) -> None:
    settings.PRIVATE_NETWORKS_ALLOWED = []
    with guarded_session() as session, pytest.raises(NotOutThere):
        session.get(f"{server}/")


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://224.0.0.1/",
        "https://name:password@example.nl/",
        "https://nergens.invalid/",
        "https://[::1/",
        "http://93.184.216.34/",
        "ftp://93.184.216.34/",
        "file:///etc/passwd",
        "",
    ],
)
def test_no_address_leads_inside(url: str, settings: Any) -> None:
    settings.PRIVATE_NETWORKS_ALLOWED = []
    with guarded_session() as session, pytest.raises(NotOutThere):
        session.get(url)


def test_a_name_that_leads_elsewhere_a_moment_later_is_found_out(
    server: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When we look it is a server out there; when we connect it is this machine."""
    settings.PRIVATE_NETWORKS_ALLOWED = []
    monkeypatch.setattr(outgoing, "_check_url", lambda url: None)
    with guarded_session() as session, pytest.raises(requests.RequestException, match="is not asked"):
        session.get(f"{server}/")


@pytest.mark.parametrize("path", ["/away", "/much"])
def test_nobody_is_sent_on_and_nobody_fills_our_memory(path: str, inside: None, server: str) -> None:
    with guarded_session() as session, pytest.raises(NotOutThere):
        session.get(f"{server}{path}")


def test_an_answer_in_drops_holds_nobody_up(inside: None, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "SECONDS", 0.5)
    began = time.monotonic()
    with guarded_session() as session, pytest.raises(NotOutThere):
        session.get(f"{server}/drops")
    assert time.monotonic() - began < 1.5


def test_a_proxy_of_the_environment_is_not_used(inside: None, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        with guarded_session() as session:
            assert session.get(f"{server}/").status_code == 200


def test_the_operator_s_networks_are_networks() -> None:
    assert networks("PRIVATE_NETWORKS_ALLOWED", ["10.0.0.0/8", "fd00::/8"])
    with pytest.raises(ImproperlyConfigured, match="PRIVATE_NETWORKS_ALLOWED"):
        networks("PRIVATE_NETWORKS_ALLOWED", ["intern"])
