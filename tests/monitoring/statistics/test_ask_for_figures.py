"""Figures over HTTP and on the command line: the same list."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

FIGURES, TOPICS = "/api/v1/figures", "/api/v1/topics"


def printed(*arguments: str) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("figures", *arguments, "--json", stdout=out)
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


@pytest.mark.usefixtures("health")
def test_a_figure_with_its_source_over_http_and_on_the_command_line(visitor: Client) -> None:
    asked = {"topic": "perceived-health-good", "region": "GM0599", "period": "2020", "group": "18+"}
    body = visitor.get(FIGURES, asked).json()
    assert body["count"] == 1
    assert body["results"] == [
        {
            "topic": "perceived-health-good",
            "sourceKey": "ErvarenGezondheidGoedZeerGoed_4",
            "group": "18+",
            "isTotal": True,
            "region": "GM0599",
            "regionName": "Rotterdam",
            "period": 2020,
            "date": "2020-07-01",
            "value": 74.1,
            "absence": None,
            "provisional": False,
            "source": "rivm-50090ned",
            "vintage": "50090NED 2020, 18+",
        }
    ]
    key = "ErvarenGezondheidGoedZeerGoed_4"
    assert printed("--source-key", key, "--region", "gm0599", "--period", "2020", "--group", "18+") == body["results"]


@pytest.mark.usefixtures("health")
def test_without_a_group_all_groups_of_all_years(visitor: Client) -> None:
    body = visitor.get(FIGURES, {"topic": "lonely", "region": "GM0505"}).json()
    assert [(figure["period"], figure["group"], figure["isTotal"]) for figure in body["results"]] == [
        (2012, "18+", True),
        (2012, "18-65", False),
        (2012, "65+", False),
        (2016, "18-65", False),
        (2016, "65+", False),
        (2020, "18+", True),
        (2020, "65+", False),
    ]


@pytest.mark.usefixtures("health")
def test_a_group_is_found_when_its_plus_came_as_a_space(visitor: Client) -> None:
    asked = f"{FIGURES}?topic=lonely&region=GM0505&group="
    plus, encoded = visitor.get(f"{asked}65+").json(), visitor.get(f"{asked}65%2B").json()
    assert plus["results"] == encoded["results"]
    assert {figure["group"] for figure in plus["results"]} == {"65+"}


@pytest.mark.usefixtures("health")
def test_an_unknown_group_is_refused_and_the_known_are_named(visitor: Client) -> None:
    answer = visitor.get(f"{FIGURES}?topic=lonely&region=GM0505&group=17%2B")
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert (error["parameter"], error["code"]) == ("group", "invalid_choice")
    assert error["detail"].endswith("18+, 18-65, 65+.")


@pytest.mark.usefixtures("topics")
def test_a_group_of_a_topic_that_has_none_is_refused_with_what_to_do(visitor: Client) -> None:
    answer = visitor.get(
        f"{FIGURES}?topic=address-density&region=GM0505&group=18%2B", headers={"accept-language": "en"}
    )
    [error] = answer.json()["errors"]
    assert error["detail"] == "These topics are not told apart by groups: leave the group out."


@pytest.mark.usefixtures("topics")
def test_of_an_unknown_topic_nothing_is_said_about_groups(visitor: Client) -> None:
    answer = visitor.get(f"{FIGURES}?topic=nonsense&region=GM0505&group=18%2B")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["topic"]


@pytest.mark.usefixtures("topics")
def test_all_mistakes_in_a_question_are_told_at_once(visitor: Client) -> None:
    answer = visitor.get(f"{FIGURES}?topic=happiness&period=soon&period=1000&region=GM0000&year=2020")
    told = [(error["parameter"], error["code"]) for error in answer.json()["errors"]]
    assert sorted(told) == [
        ("period", "invalid"),
        ("period", "min_value"),
        ("region", "unknown"),
        ("topic", "unknown"),
        ("year", "unknown_parameter"),
    ]


@pytest.mark.usefixtures("health")
def test_an_absent_value_has_a_reason_and_no_number(visitor: Client) -> None:
    asked = f"{FIGURES}?topic=weekly-sports&topic=overweight&region=WK059926&period=2012&group=18%2B"
    results = visitor.get(asked).json()["results"]
    assert {figure["topic"]: (figure["value"], figure["absence"]) for figure in results} == {
        "weekly-sports": (None, "not_measured"),
        "overweight": (None, "suppressed"),
    }


@pytest.mark.usefixtures("some_key_figures")
def test_one_topic_whatever_the_source_calls_it(visitor: Client) -> None:
    topic = visitor.get(f"{TOPICS}/inhabitants").json()
    assert topic["names"] == {"nl": "Aantal inwoners", "en": "Inhabitants"}
    assert {(key["period"], key["key"]) for key in topic["sourceKeys"]} == {
        (2017, "Bevolking.Aantal.inwoners..aantal."),
        (2019, "population"),
        (2024, "AantalInwoners_5"),
    }
    values = {figure["period"]: figure["value"] for figure in printed("--topic", "inhabitants", "--region", "GM0363")}
    assert values == {2017: 844947, 2019: 862965, 2024: 931298}


@pytest.mark.usefixtures("topics")
def test_topics_are_listed_before_any_figure_is(visitor: Client) -> None:
    body = visitor.get(TOPICS, {"pageSize": "500", "source": "rivm-50090ned"}).json()
    assert body["count"] == 35
    assert all(topic["sourceKeys"] == [] and topic["totalGroup"] == "18+" for topic in body["results"])


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"region": "GM0599"}, "topic"),
        ({"topic": "inhabitants"}, "region"),
        ({"topic": "happiness", "region": "GM0599"}, "topic"),
        ({"topic": "inhabitants", "region": "GM0000"}, "region"),
        ({"topic": "inhabitants", "region": "GM0599", "period": "soon"}, "period"),
        ({"topic": "inhabitants", "region": "GM0599", "year": "2020"}, "year"),
    ],
)
@pytest.mark.usefixtures("topics")
def test_a_wrong_question_is_refused_in_a_sentence(visitor: Client, asked: dict[str, str], parameter: str) -> None:
    answer = visitor.get(FIGURES, asked)
    assert answer.status_code == 400
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--region", "GM0599"], "Say which figure"),
        (["--topic", "inhabitants"], "Say where"),
        (["--topic", "inhabitant", "--region", "GM0599"], "Did you mean inhabitants"),
        (["--topic", "inhabitants", "--region", "GM0000"], "There is no region GM0000"),
        (["--source-key", "Nothing_1", "--region", "GM0599"], "No imported table has a column Nothing_1"),
    ],
)
@pytest.mark.usefixtures("topics")
def test_the_command_refuses_what_it_does_not_know(arguments: list[str], told: str) -> None:
    with pytest.raises(CommandError, match=told) as refusal:
        call_command("figures", *arguments)
    assert refusal.value.returncode == 2
