"""A sign-in service (OpenID Connect) on this machine. The test says who comes, and what it answers."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from django.test import Client

SECRET = "geheim-van-de-dienst-dat-niemand-ziet"
CLIENT_ID = "raderwerk"
LENA = {"sub": "1001", "email": "lena@example.nl", "email_verified": True}


@dataclass
class Provider:
    """`says` takes the place of what it answers at a path, when a test makes it strange; `asked` is what it was sent."""

    issuer: str
    person: dict[str, Any] = field(default_factory=lambda: dict(LENA))
    says: dict[str, tuple[int, Any]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, list[str]]]] = field(default_factory=list)

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, Any]:
        self.asked.append((path, form))
        if path in self.says:
            return self.says[path]
        if path == "/.well-known/openid-configuration":
            return 200, self.description
        if path == "/token":
            return 200, {"access_token": "toegang", "token_type": "Bearer", "id_token": self.id_token()}
        return (200, self.person) if path == "/userinfo" else (404, {})

    @property
    def description(self) -> dict[str, str]:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        addresses = {name: f"{self.issuer}/{path}" for name, path in {**ends, "jwks_uri": "keys"}.items()}
        return {"issuer": self.issuer, **addresses}

    def id_token(self, **other: Any) -> str:
        said = {"iss": self.issuer, "aud": CLIENT_ID, "sub": self.person["sub"], "exp": time.time() + 60, **other}
        return jwt.encode(said, "of the service, not looked at by whoever gets the token from it directly")

    def comes_back(self, browser: Client, person: dict[str, Any], path: str = "/account/service") -> Any:
        """Somebody goes to the service, signs in there as this person, and comes back."""
        self.person = person
        return browser.get(self.way_back(browser.get(path)))

    def way_back(self, sent: Any) -> str:
        """Where the service sends the browser that was sent to it."""
        assert sent.headers["Location"].startswith(f"{self.issuer}/authorize?"), sent.headers["Location"]
        query = parse_qs(urlsplit(sent.headers["Location"]).query)
        return f"{urlsplit(query['redirect_uri'][0]).path}?state={query['state'][0]}&code=abc"


@contextmanager
def running() -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            self._answer(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def _answer(self, form: dict[str, list[str]]) -> None:
            status, said = provider.answer(urlsplit(self.path).path, form)
            body = said if isinstance(said, str) else json.dumps(said)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", body)
            self.send_header("Content-Type", "text/html" if isinstance(said, str) else "application/json")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            """Not in the output of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
