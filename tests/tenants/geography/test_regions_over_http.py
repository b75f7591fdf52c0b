"""Official regions over HTTP, for everybody."""

from __future__ import annotations

import pytest
from django.test import Client

API = "/api/v1/regions"


def test_the_districts_of_a_municipality_on_a_day(visitor: Client) -> None:
    answer = visitor.get(API, {"municipality": "GM0599", "level": "district", "validOn": "2024-09-01"})
    assert answer.status_code == 200
    body = answer.json()
    assert body["count"] == 21
    assert body["results"][0] == {
        "code": "WK059901",
        "name": "Rotterdam Centrum",
        "level": "district",
        "parentCode": "GM0599",
        "municipalityCode": "GM0599",
        "validFrom": "2020-01-01",
        "validUntil": None,
        "isWater": False,
    }
    assert answer["Cache-Control"].startswith("public")


def test_a_region_without_a_name_has_null(visitor: Client) -> None:
    assert visitor.get(f"{API}/BU05990110").json()["name"] is None


@pytest.mark.parametrize("code", ["GM0000", "%00", "GM0505%20", "x" * 300])
def test_a_code_that_no_region_bears_is_not_found(visitor: Client, code: str) -> None:
    assert visitor.get(f"{API}/{code}").status_code == 404


def test_outlines_only_on_request(visitor: Client) -> None:
    assert "geometry" not in visitor.get(f"{API}/WK050501").json()
    assert visitor.get(f"{API}/WK050501", {"geometry": "true"}).json()["geometry"]["type"] == "MultiPolygon"


def test_a_map_gets_features_within_its_box(visitor: Client) -> None:
    box = {"bbox": "4.66,51.80,4.68,51.82", "level": "district", "validOn": "2024-09-01"}
    answer = visitor.get(API, box, headers={"accept": "application/geo+json"})
    assert answer["Content-Type"] == "application/geo+json"
    assert "CRS84" in answer["Content-Crs"]
    body = answer.json()
    codes = {feature["id"] for feature in body["features"]}
    assert body["type"] == "FeatureCollection"
    assert "WK050501" in codes
    assert "WK059901" not in codes
    assert "geometry" not in body["features"][0]["properties"]


def test_which_region_bears_a_code_depends_on_the_day(visitor: Client) -> None:
    assert visitor.get(f"{API}/WK036300", {"validOn": "2019-01-01"}).json()["name"] == "Burgwallen-Oude Zijde"
    assert visitor.get(f"{API}/WK036300", {"validOn": "2024-01-01"}).status_code == 404
    assert visitor.get(f"{API}/WK036300").json()["validUntil"] == "2023-01-01"


@pytest.mark.parametrize(
    "wrong",
    [{"bbox": "1,2,3"}, {"bbox": "5,51,4,52"}, {"bbox": "a,b,c,d"}, {"level": "village"}, {"validOn": "soon"},
     {"municipality": "0505"}, {"name": "x"}],
)  # fmt: skip
def test_a_wrong_question_is_refused(visitor: Client, wrong: dict[str, str]) -> None:
    answer = visitor.get(API, wrong)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == next(iter(wrong))
