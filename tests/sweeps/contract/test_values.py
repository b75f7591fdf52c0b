"""What is sent, operation by operation: the example of the document is taken, and each value that is not right is told."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.http import HttpResponse

from participation.commitments.models import Commitment
from tests.callers import ask, ask_json, without_effect
from tests.sweeps.contract.conftest import SNAPSHOT, Operation, operations, real_path
from tests.sweeps.world import World

ALL = list(operations(json.loads(SNAPSHOT.read_text())))
WITH_BODY = [operation for operation in ALL if "requestBody" in operation.described]
POSTS = [operation for operation in WITH_BODY if operation.method == "post"]
# What no JSON type may stand for; each value is right but for its type.
OTHER_TYPES: dict[str, list[Any]] = {
    "string": [4, 4.5, True, ["a"], {"a": "b"}],
    "number": ["4", True, [4], {"a": 4}],
    "integer": ["4", 4.5, True, [4]],
    "boolean": [1, 0, "true", "yes"],
    "array": ["a", {"0": "a"}],
    "object": [["a"], "a"],
}
# What no field takes, or hardly any; and what is no answer to what is asked at all.
NONSENSE: list[Any] = [None, "", "x" * 5000, {}, [], -(10**12), 1e300, "2024-02-31"]
BODIES_OF_NOTHING: list[Any] = [{}, [], "x", {"x": 1}]


def schema_of(operation: Operation) -> dict[str, Any]:
    return operation.follow(operation.described["requestBody"]["content"]["application/json"]["schema"])


def send(
    operation: Operation, world: World, body: Any = None, query: str = "", *, keep: bool = False, language: str = "nl"
) -> HttpResponse:
    """As whoever may: a partner's program, or where partners are concerned the municipality's."""
    path = real_path(operation.path, world)
    if path.endswith("/progress-reports"):  # on what runs; the others are about an offer
        path = f"/api/v1/commitments/{world.the(Commitment).pk}/progress-reports"
    client = world.client("municipal_key" if operation.path == "/partners" else "partner_key")
    headers = {"accept-language": language}
    return ask_json(
        client, operation.method.upper(), path + query, json.dumps(body).encode(), keep=keep, headers=headers
    )


def told(answer: HttpResponse) -> dict[str, dict[str, str]]:
    """The faults of an answer by their place."""
    errors = json.loads(answer.content).get("errors", [])
    return {error.get("pointer", error.get("parameter")): error for error in errors}


@pytest.mark.parametrize("operation", POSTS, ids=str)
def test_what_was_made_is_where_the_answer_says(operation: Operation, world: World) -> None:
    [example] = schema_of(operation)["examples"]
    with without_effect():
        answer = send(operation, world, example, keep=True)
        assert answer.status_code == 201
        found = ask(world.client("partner_key"), "GET", answer["Location"])
        assert (found.status_code, found.content, found["ETag"]) == (200, answer.content, answer["ETag"])


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_no_value_is_turned_into_another_type(operation: Operation, world: World) -> None:
    schema, wrong = schema_of(operation), []
    for name, field in schema["properties"].items():
        kind = field["type"] if isinstance(field["type"], str) else field["type"][0]
        for value in OTHER_TYPES[kind]:
            answer = send(operation, world, {**schema["examples"][0], name: value})
            fault = told(answer).get(f"/{name}", {})
            if answer.status_code != 400 or fault.get("code") != "wrong_type":
                wrong.append(f"{name}={value!r}: {answer.status_code} {fault}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_a_refused_choice_in_a_body_names_the_choices(operation: Operation, world: World) -> None:
    for name, field in schema_of(operation)["properties"].items():
        if "enum" in field:
            detail = told(send(operation, world, {name: "x"}))[f"/{name}"]["detail"]
            assert all(choice in detail for choice in field["enum"])


@pytest.mark.parametrize("operation", [one for one in ALL if one.parameters("query")], ids=str)
def test_a_refused_choice_in_a_question_names_the_choices(operation: Operation, world: World) -> None:
    for parameter in operation.parameters("query"):
        if choices := parameter["schema"].get("items", {}).get("enum"):
            name = parameter["name"]
            detail = told(send(operation, world, query=f"?{name}=x"))[name]["detail"]
            assert all(choice in detail for choice in choices)


@pytest.mark.parametrize("operation", WITH_BODY, ids=str)
def test_faults_of_a_body_are_told_in_the_language_of_whoever_asks(operation: Operation, world: World) -> None:
    fields = schema_of(operation)["properties"]
    for value in NONSENSE:
        _told_in_each_language(operation, world, dict.fromkeys(fields, value))
    for body in BODIES_OF_NOTHING:
        _told_in_each_language(operation, world, body)


@pytest.mark.parametrize("operation", [one for one in ALL if one.parameters("query")], ids=str)
def test_faults_of_a_question_are_told_in_the_language_of_whoever_asks(operation: Operation, world: World) -> None:
    for value in ("", "x" * 300, "-1", "2024-02-31"):
        asked = "&".join(f"{parameter['name']}={value}" for parameter in operation.parameters("query"))
        _told_in_each_language(operation, world, None, f"?{asked}&x=1")


def _told_in_each_language(operation: Operation, world: World, body: Any, query: str = "") -> None:
    """Whoever asked before: a sentence that was once made in one language must not stay so for the next."""
    dutch, english, again = (
        _sentences(send(operation, world, body, query, language=language)) for language in ("nl", "en", "nl")
    )
    assert not dutch & english
    assert dutch == again


def _sentences(answer: HttpResponse) -> set[str]:
    if answer.status_code < 400:
        return set()
    problem = json.loads(answer.content)
    return {problem["title"], problem["detail"], *(error["detail"] for error in problem.get("errors", []))}
