"""Pages, parameters and entity tags of a list that needs no database."""

from __future__ import annotations

from typing import Any

import pytest
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory

from tenants.kit.api.serializers import ApiSerializer
from tenants.kit.api.views import ListView
from tenants.kit.filters import ChoicesFilter, Filters, NumberFilter

NUMBERS = [{"number": number} for number in range(1, 26)]


class NumberSerializer(ApiSerializer):
    number = serializers.IntegerField()


class NumberFilters(Filters):
    above = NumberFilter()
    parity = ChoicesFilter(choices=[("odd", "odd"), ("even", "even")])


class Numbers(ListView):
    scope = None
    public = True
    authentication_classes = ()
    serializer_class = NumberSerializer
    filters = NumberFilters

    def rows(self) -> list[dict[str, int]]:
        return [row for row in NUMBERS if row["number"] > self.wanted.get("above", 0)]


def ask(query: str, **headers: str) -> Response:
    request: Any = APIRequestFactory().get(f"/api/v1/numbers{query}", headers=headers)
    response: Response = Numbers.as_view()(request).render()
    return response


def test_a_page_has_count_next_previous_and_results() -> None:
    answer = ask("?page=2&pageSize=10&above=1").data
    assert list(answer) == ["count", "next", "previous", "results"]
    assert answer["count"] == 24
    assert [row["number"] for row in answer["results"]] == list(range(12, 22))
    assert answer["next"] == "http://testserver/api/v1/numbers?above=1&page=3&pageSize=10"
    assert answer["previous"] == "http://testserver/api/v1/numbers?above=1&pageSize=10"


def test_the_last_page_has_no_next() -> None:
    assert ask("?page=3&pageSize=10").data["next"] is None


def test_an_empty_list_has_one_page() -> None:
    assert ask("?above=100").data == {"count": 0, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("?page=0", "page", "min_value"),
        ("?page=-1", "page", "min_value"),
        ("?page=abc", "page", "invalid"),
        ("?page=", "page", "empty"),
        ("?page=4&pageSize=10", "page", "no_such_page"),
        ("?page=99999999999999999999", "page", "max_value"),
        ("?pageSize=0", "pageSize", "min_value"),
        ("?pageSize=501", "pageSize", "max_value"),
        ("?pageSize=abc", "pageSize", "invalid"),
        ("?page=1&page=2", "page", "repeated"),
        ("?above=1.5", "above", "invalid"),
        ("?parity=prime", "parity", "invalid_choice"),
        ("?Above=1", "Above", "unknown_parameter"),
        ("?page_size=10", "page_size", "unknown_parameter"),
        ("?number__gt=1", "number__gt", "unknown_parameter"),
    ],
)
def test_a_bad_question_is_400_and_names_the_parameter(query: str, parameter: str, code: str) -> None:
    response = ask(query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    [error] = response.data["errors"]
    assert (error["parameter"], error["code"]) == (parameter, code)


def test_an_unknown_parameter_is_told_the_known_ones() -> None:
    assert "above, page, pageSize, parity" in ask("?colour=red").data["detail"]


def test_all_bad_parameters_are_told_at_once() -> None:
    assert len(ask("?colour=red&page=0&above=x").data["errors"]) == 3


def test_the_same_answer_has_the_same_tag_and_is_not_sent_twice() -> None:
    first = ask("?pageSize=5")
    again = ask("?pageSize=5", **{"If-None-Match": f'"other", {first["ETag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]
    assert ask("?pageSize=6", **{"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize(("accept", "status"), [("*/*", 200), ("application/json", 200), ("text/csv", 406)])
def test_a_format_that_is_not_there(accept: str, status: int) -> None:
    assert ask("", Accept=accept).status_code == status
