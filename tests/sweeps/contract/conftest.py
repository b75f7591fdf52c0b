"""The document of the API, read once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from tenants.kit.api.document import document as made_document
from tests.sweeps.addresses import singular
from tests.sweeps.world import World

SNAPSHOT = Path(__file__).parent / "openapi.json"
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Operation:
    """One method of one path in the document, with references resolved one level."""

    path: str
    method: str
    described: dict[str, Any]
    document: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.path}"

    def parameters(self, place: str) -> list[dict[str, Any]]:
        return [found for found in self.described.get("parameters", []) if found["in"] == place]

    @property
    def responses(self) -> dict[str, dict[str, Any]]:
        return {code: self.follow(response) for code, response in self.described["responses"].items()}

    def follow(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            found: Any = self.document
            for step in part["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            part = found
        return part


def read_document() -> dict[str, Any]:
    with translation.override("en"):
        made: dict[str, Any] = json.loads(json.dumps(made_document("en")))
        return made


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            yield Operation(path, method, described, document)


def real_values(path: str, world: World) -> dict[str, str]:
    """The ids of the world for the parts of a path, so that what is asked exists."""
    found = {}
    before = ""
    for step in path.split("/"):
        if step.startswith("{"):
            name = step[1:-1]
            snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
            keys = (f"{before}/{snake}", f"{singular(before)}_{snake}", snake)
            found[name] = str(next(world.values[key] for key in keys if key in world.values))
        before = step
    return found


def real_path(path: str, world: World) -> str:
    """The address of an operation with the ids of the world."""
    for name, value in real_values(path, world).items():
        path = path.replace("{" + name + "}", value)
    return f"/api/v1{path}"


@pytest.fixture(scope="session")
def document() -> dict[str, Any]:
    return read_document()
