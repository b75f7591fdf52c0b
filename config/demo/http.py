"""A partner's program: speaks to the municipality's API over HTTP, with a key and nothing else."""

import json
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any


class RefusedByApiError(Exception):
    """The API did not do what the scenario needs; the message holds its own words."""


@dataclass(frozen=True)
class Api:
    """One key at one municipality. Connects to our own web server and names the municipality in the Host header."""

    address: str
    port: int
    host: str
    key: str

    def get(self, path: str) -> Any:
        return self._send("GET", path, None)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        return self._send("POST", path, body)

    def _send(self, method: str, path: str, body: dict[str, Any] | None) -> Any:
        headers = {
            "Host": f"{self.host}:{self.port}",
            "Authorization": f"Api-Key {self.key}",
            "Accept": "application/json",
            "Accept-Language": "nl",
        }
        payload = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            payload = json.dumps(body).encode()
        connection = HTTPConnection(self.address, self.port, timeout=60)
        try:
            connection.request(method, f"/api/v1{path}", payload, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 400:
            raise RefusedByApiError(f"{method} {path} at {self.host} gave {answer.status}: {text}")
        return json.loads(text) if text else None
