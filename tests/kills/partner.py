"""A partner's programs: one writes and never gives up, one follows the feed from the beginning."""

from __future__ import annotations

import http.client
import json
import threading
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from tests.callers import HOST
from tests.participation.commitments.things import OFFER


@dataclass
class Site:
    port: int
    credential: str

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """Status and answer; 0 when nobody answers."""
        asking = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {
            "Host": HOST,
            "Authorization": f"Api-Key {self.credential}",
            "Content-Type": "application/json",
            **headers,
        }
        try:
            asking.request(method, path, json.dumps(body) if body is not None else None, sent)
            answer = asking.getresponse()
            return answer.status, json.loads(answer.read())
        except (OSError, http.client.HTTPException, ValueError):
            return 0, None
        finally:
            asking.close()


@dataclass
class Partner:
    """Every offer has a key of its own and is sent until it is answered, as the documentation of the API says."""

    site: Site
    program: str
    done: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """New offers all the time; those without an answer again, until the last one has it."""
        waiting: list[str] = []
        while waiting or not self.stop.is_set():
            if not self.stop.is_set():
                waiting.append(str(uuid.uuid4()))
            waiting = [key for key in waiting if not self._offer(key)]
            time.sleep(0.3 if waiting else 0)

    def _offer(self, key: str) -> bool:
        """Whether it has its answer."""
        path = f"/api/v1/programs/{self.program}/commitments"
        status, told = self.site.ask("POST", path, {**OFFER, "description": key}, **{"Idempotency-Key": key})
        if status == 201 or (status == 409 and told["code"] == "answer_lost"):
            self.done.append(key)
            return True
        if status not in (0, 409, 429, 502, 503):
            self.unexpected.append(f"{status} {told}")
            return True
        return False


@dataclass
class Reader:
    site: Site
    read: list[str] = field(default_factory=list)
    after: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        while not self.stop.is_set():
            if not self.page():
                time.sleep(0.1)

    def page(self) -> int:
        """The next page of the feed; how many events were in it, -1 when nobody answered."""
        status, told = self.site.ask("GET", f"/api/v1/events?after={self.after}" if self.after else "/api/v1/events")
        if status != 200:
            return -1
        self.read += [event["id"] for event in told["results"]]
        self.after = told["cursor"] or ""
        return len(told["results"])

    def to_the_end(self) -> list[str]:
        while self.page():
            pass
        return self.read
