"""Each kind of query parameter: what it reads, what it refuses, and what the document says of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from tenants.kit.errors import InvalidQuery
from tenants.kit.filters import (
    ChoicesFilter,
    DayFilter,
    EachFilter,
    Filters,
    IdFilter,
    NumberFilter,
    SortFilter,
    TextFilter,
    YesNoFilter,
)


class Everything(Filters):
    text = TextFilter(max_length=5)
    code = TextFilter(pattern="GM[0-9]{4}", told="GM and four digits.")
    id = IdFilter()
    number = NumberFilter(min_value=1, max_value=9, initial=3)
    day = DayFilter()
    yes = YesNoFilter()
    colour = ChoicesFilter(choices=[("red", "rood"), ("blue", "blauw")], everything="all")
    each = EachFilter(NumberFilter(max_value=10))
    sort = SortFilter({"dueDate": "due_date", "name": "name"})


def asked(query: str) -> dict[str, Any]:
    wanted = Everything(QueryDict(query)).wanted()
    if wanted["number"] == 3:
        del wanted["number"]
    return wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", {}),
        ("text=abcde", {"text": "abcde"}),
        ("code=GM0505", {"code": "GM0505"}),
        ("number=9", {"number": 9}),
        ("yes=true", {"yes": True}),
        ("yes=false", {"yes": False}),
        ("colour=red&colour=blue", {"colour": ["red", "blue"]}),
        ("each=1&each=2&each=1", {"each": [1, 2]}),
        ("sort=-dueDate,name", {"sort": ["-dueDate", "name"]}),
    ],
)
def test_what_is_read(query: str, wanted: dict[str, Any]) -> None:
    assert asked(query) == wanted


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("text=abcdef", "max_length"),
        ("text=a%00", "null_characters_not_allowed"),
        ("code=GM05055", "invalid"),
        ("code=GM0505%0A1", "invalid"),
        ("code=GM９９９６", "invalid"),
        ("id=1", "invalid"),
        ("number=1.0", "invalid"),
        ("number=1e1", "invalid"),
        ("number=٣", "invalid"),
        ("number=0", "min_value"),
        ("number=10", "max_value"),
        ("number=" + "9" * 5000, "invalid"),
        ("day=01-02-2024", "invalid"),
        ("day=2024-02-30", "invalid"),
        ("day=2024-02-01T00:00:00Z", "invalid"),
        ("yes=1", "invalid_choice"),
        ("yes=True", "invalid_choice"),
        ("yes=on", "invalid_choice"),
        ("colour=red&colour=green", "invalid_choice"),
        ("each=1&each=11", "max_value"),
        ("sort=due_date", "invalid_choice"),
        ("sort=--name", "invalid_choice"),
        ("sort=name,", "invalid_choice"),
        ("text=", "empty"),
        ("each=1&each=", "empty"),
        ("text=a&text=b", "repeated"),
        ("text__gt=a", "unknown_parameter"),
        ("Text=a", "unknown_parameter"),
    ],
)
def test_what_is_refused(query: str, code: str) -> None:
    with pytest.raises(InvalidQuery) as refused:
        asked(query)
    assert [error.code for error in refused.value.errors] == [code]
    assert str(refused.value.errors[0].detail).endswith((".", "”"))


def test_a_refused_choice_names_the_choices() -> None:
    with pytest.raises(InvalidQuery) as refused:
        asked("colour=green")
    assert "red, blue" in str(refused.value)


def test_the_document_says_the_same() -> None:
    described = {name: one.schema() for name, one in Everything(QueryDict()).filters.items()}
    assert described == {
        "text": {"type": "string", "maxLength": 5},
        "code": {"type": "string", "pattern": "^GM[0-9]{4}$"},
        "id": {"type": "string", "format": "uuid"},
        "number": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
        "day": {"type": "string", "format": "date"},
        "yes": {"type": "boolean"},
        "colour": {"type": "array", "items": {"type": "string", "enum": ["red", "blue"]}},
        "each": {"type": "array", "items": {"type": "integer", "maximum": 10}},
        "sort": {"type": "string", "pattern": "^-?(dueDate|name)(,-?(dueDate|name))*$", "maxLength": 200},
    }
