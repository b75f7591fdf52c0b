"""The OpenAPI document keeps the Dutch government's REST API Design Rules (ADR 2.2) and our own.

Each test collects everything that breaks its rule, so that one run names all of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from django.core.management import call_command

from tenants.kit.api.document import document as made_document
from tenants.kit.management.commands.openapi import as_text
from tests.sweeps.contract.conftest import METHODS, SNAPSHOT, Operation, operations

CAMEL = re.compile(r"[a-z][a-z0-9]*(?:[A-Z][a-z0-9]*)*")
KEBAB = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
UPPER_CAMEL = re.compile(r"(?:[A-Z][a-z]+)+")
# The geospatial module of the same rules demands this name, against their own camelCase.
ODD_PARAMETERS = {"bbox-crs"}
# A field of GeoJSON keeps the name that RFC 7946 gave it.
ODD_FIELDS: set[str] = set()


@pytest.fixture(scope="session")
def all_operations(document: dict[str, Any]) -> list[Operation]:
    return list(operations(document))


def test_version_and_server(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    assert re.fullmatch(r"\d+\.\d+\.\d+", document["info"]["version"])
    assert document["servers"] == [{"url": "/api/v1"}]
    assert set(document["info"]["contact"]) == {"name", "url", "email"}
    assert document["info"]["description"]


def test_it_is_a_valid_openapi_document(document: dict[str, Any]) -> None:
    from drf_spectacular.validation import validate_schema

    validate_schema(document)  # type: ignore[no-untyped-call]


def test_paths_are_kebab_case_without_trailing_slash(document: dict[str, Any]) -> None:
    wrong = []
    for path in document["paths"]:
        steps = [step for step in path.removeprefix("/").split("/") if not step.startswith("{")]
        if path.endswith("/") or not all(KEBAB.fullmatch(step) for step in steps):
            wrong.append(path)
    assert not wrong, "\n" + "\n".join(wrong)


def test_paths_nest_one_level_at_most(document: dict[str, Any]) -> None:
    assert [path for path in document["paths"] if path.count("{") > 1] == []


def test_only_the_five_methods(all_operations: list[Operation]) -> None:
    assert [str(operation) for operation in all_operations if operation.method not in METHODS] == []


def test_parameters_are_camel_case(all_operations: list[Operation]) -> None:
    wrong = [
        f"{operation}: {parameter['name']}"
        for operation in all_operations
        for place in ("query", "path")
        for parameter in operation.parameters(place)
        if not CAMEL.fullmatch(parameter["name"]) and parameter["name"] not in ODD_PARAMETERS
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_parameter_and_operation_is_explained(all_operations: list[Operation]) -> None:
    wrong = [str(operation) for operation in all_operations if not operation.described.get("description")]
    wrong += [
        f"{operation}: {parameter['name']}"
        for operation in all_operations
        for parameter in operation.parameters("query")
        if not parameter.get("description")
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_operation_ids_are_unique_camel_case(all_operations: list[Operation]) -> None:
    names = [operation.described["operationId"] for operation in all_operations]
    assert [name for name in names if not CAMEL.fullmatch(name)] == []
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


def _schemas(part: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(part, dict):
        if part.get("type") == "object" and isinstance(part.get("properties"), dict):
            yield place, part
        for name, inner in part.items():
            yield from _schemas(inner, f"{place}/{name}")
    elif isinstance(part, list):
        for number, inner in enumerate(part):
            yield from _schemas(inner, f"{place}/{number}")


def test_fields_are_camel_case(document: dict[str, Any]) -> None:
    wrong = [
        f"{place}: {name}"
        for place, schema in _schemas(document["components"]["schemas"], "")
        for name in schema["properties"]
        if not CAMEL.fullmatch(name) and name not in ODD_FIELDS
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_component_names_are_upper_camel_case(document: dict[str, Any]) -> None:
    names = [name for kind in ("schemas", "responses") for name in document["components"][kind]]
    assert [name for name in names if not UPPER_CAMEL.fullmatch(name)] == []


def test_dates_and_moments_have_their_format(document: dict[str, Any]) -> None:
    wrong = []
    for place, schema in _schemas(document["components"]["schemas"], ""):
        for name, described in schema["properties"].items():
            form = described.get("format")
            if name.endswith("Date") and form != "date":
                wrong.append(f"{place}: {name} should be a date")
            if name.endswith("At") and form != "date-time":
                wrong.append(f"{place}: {name} should be a date-time")
            if form == "time":
                wrong.append(f"{place}: {name} is a time without a zone")
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_answer_has_the_version_header(all_operations: list[Operation]) -> None:
    wrong = [
        f"{operation} {code}"
        for operation in all_operations
        for code, response in operation.responses.items()
        if "API-Version" not in response.get("headers", {})
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_every_refusal_is_a_problem_and_none_is_422(all_operations: list[Operation]) -> None:
    wrong = []
    for operation in all_operations:
        for code, response in operation.responses.items():
            if code >= "400" and list(response.get("content", {})) != ["application/problem+json"]:
                wrong.append(f"{operation} {code}")
        if "422" in operation.responses or "400" not in operation.responses:
            wrong.append(str(operation))
    assert not wrong, "\n" + "\n".join(wrong)


def test_what_can_be_refused_is_in_the_document(all_operations: list[Operation]) -> None:
    wrong = []
    for operation in all_operations:
        expected = {"400", "401", "403", "406", "429", "500"}
        expected |= {"404"} if "{" in operation.path else set()
        expected |= {"415"} if "requestBody" in operation.described else set()
        expected |= {"412", "428"} if operation.method == "put" else set()
        if missing := expected - set(operation.responses):
            wrong.append(f"{operation} misses {sorted(missing)}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_creation_says_where(all_operations: list[Operation]) -> None:
    wrong = [
        str(operation)
        for operation in all_operations
        if "201" in operation.responses and "Location" not in operation.responses["201"]["headers"]
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_lists_are_pages(all_operations: list[Operation]) -> None:
    wrong = []
    for operation in all_operations:
        if operation.method == "get" and operation.described["operationId"].startswith("list"):
            schema = operation.follow(operation.responses["200"]["content"]["application/json"]["schema"])
            names = set(schema["properties"])
            if names not in ({"count", "next", "previous", "results"}, {"next", "cursor", "results"}):
                wrong.append(str(operation))
    assert not wrong, "\n" + "\n".join(wrong)


def test_bodies_refuse_unknown_fields(all_operations: list[Operation]) -> None:
    wrong = []
    for operation in all_operations:
        for content in operation.described.get("requestBody", {}).get("content", {}).values():
            schema = operation.follow(content["schema"])
            if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
                wrong.append(str(operation))
    assert not wrong, "\n" + "\n".join(wrong)


def _texts(part: Any, place: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(part, list):
        part = dict(enumerate(part))
    for name, inner in part.items() if isinstance(part, dict) else ():
        if name in ("description", "summary") and isinstance(inner, str):
            yield f"{place}/{name}", inner
        elif name not in ("examples", "default", "enum"):
            yield from _texts(inner, f"{place}/{name}")


def _without_texts(part: Any) -> Any:
    if isinstance(part, list):
        return [_without_texts(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    texts = ("description", "summary")
    return {name: _without_texts(inner) for name, inner in part.items() if name not in texts or isinstance(inner, dict)}


def test_two_languages_differ_in_their_texts_and_in_nothing_else(document: dict[str, Any]) -> None:
    dutch = json.loads(json.dumps(made_document("nl")))
    assert _without_texts(dutch) == _without_texts(document)
    in_dutch = dict(_texts(dutch))
    assert [place for place, text in _texts(document) if in_dutch[place] == text] == []


def test_no_name_comes_from_a_title(document: dict[str, Any]) -> None:
    """Generators call classes after titles, and ours would be in a language."""
    wrong = [
        f"{place}: {name}"
        for place, schema in _schemas(document["components"]["schemas"], "")
        for name, described in schema["properties"].items()
        if "title" in described
    ]
    assert wrong == []


def test_credentials_are_described_and_every_operation_names_them(
    document: dict[str, Any], all_operations: list[Operation]
) -> None:
    known = set(document["components"]["securitySchemes"])
    assert known == {"ApiKey", "Session"}
    for operation in all_operations:
        named = operation.described["security"]
        assert {name for choice in named for name in choice} == known, operation


def _bodies(all_operations: list[Operation]) -> Iterator[tuple[Operation, dict[str, Any]]]:
    for operation in all_operations:
        for content in operation.described.get("requestBody", {}).get("content", {}).values():
            yield operation, operation.follow(content["schema"])


def test_a_post_takes_json_only(all_operations: list[Operation]) -> None:
    taken = {
        operation.method: list(operation.described["requestBody"]["content"])
        for operation in all_operations
        if "requestBody" in operation.described
    }
    assert taken == {"post": ["application/json"], "patch": ["application/json", "application/merge-patch+json"]}


def test_every_body_has_an_example_that_fits(document: dict[str, Any], all_operations: list[Operation]) -> None:
    for operation, schema in _bodies(all_operations):
        [example] = schema["examples"]
        jsonschema.validate(example, {**schema, "components": document["components"]})
        assert set(example) >= set(schema.get("required", [])), operation


def _has_limits(field: dict[str, Any]) -> bool:
    kinds = [field["type"]] if isinstance(field["type"], str) else field["type"]
    if "array" in kinds:
        return _has_limits(field["items"])
    if {"number", "integer"} & set(kinds):
        return any(name in field for name in ("minimum", "exclusiveMinimum")) and any(
            name in field for name in ("maximum", "exclusiveMaximum")
        )
    return "string" not in kinds or any(name in field for name in ("maxLength", "enum", "format", "pattern"))


def test_what_is_sent_has_limits(all_operations: list[Operation]) -> None:
    wrong = [
        f"{operation}: {name}"
        for operation, schema in _bodies(all_operations)
        for name, field in schema["properties"].items()
        if not _has_limits(field)
    ]
    wrong += [
        f"{operation}: {parameter['name']}"
        for operation in all_operations
        for parameter in operation.parameters("query")
        if not _has_limits(parameter["schema"])
    ]
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_contract_is_the_one_in_the_tree(document: dict[str, Any], tmp_path: Path) -> None:
    """A changed contract is a visible diff: `manage.py openapi --output tests/sweeps/contract/openapi.json`."""
    call_command("openapi", output=tmp_path / "openapi.json")
    made = (tmp_path / "openapi.json").read_text()
    assert made == as_text(document)
    assert made == SNAPSHOT.read_text(), (
        "The API's document changed. When that is meant, run"
        " `manage.py openapi --output tests/sweeps/contract/openapi.json`, raise API_VERSION in tenants/kit/api/version.py"
        " (minor for an addition) and say it in CHANGELOG.md."
    )
