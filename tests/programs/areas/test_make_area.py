"""A working area out of official regions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from programs.areas.actions import make_area
from programs.areas.models import Area
from tenants.accounts.models import User
from tenants.kit.errors import Invalid
from tenants.outbox.models import Event, History
from tests.cast import Cast
from tests.conftest import TODAY
from tests.programs.areas.things import region, some_area

SignedIn = Callable[[User], Client]


def _form(**changes: object) -> dict[str, object]:
    return {"name": "Wielwijk", "scale": "district", "regions": [region().pk], **changes}


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("administrator", 302),
        ("manager", 302),
        ("editor", 302),
        ("steward", 403),
        ("clerk", 403),
        ("council_member", 403),
        ("reader", 403),
    ],
)
def test_an_area_is_made_by_whoever_works_on_programmes(cast: Cast, signed_in: SignedIn, who: str, status: int) -> None:
    response = signed_in(getattr(cast, who)).post("/areas/new", _form())
    assert response.status_code == status
    assert Area.objects.filter(name="Wielwijk").exists() == (status == 302)


def test_a_stranger_is_asked_to_sign_in(cast: Cast, visitor: Client) -> None:
    response = visitor.post("/areas/new", _form())
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_the_area_has_its_regions_a_history_and_an_event(cast: Cast, signed_in: SignedIn) -> None:
    signed_in(cast.manager).post("/areas/new", _form())
    area = Area.objects.get(name="Wielwijk")
    assert [part.region.code for part in area.area_regions.all()] == ["WK050507"]
    assert area.valid_from == TODAY
    assert History.objects.of(area).get().caller == f"user:{cast.manager.pk}"
    event = Event.objects.get(subject_id=str(area.pk))
    assert (event.name, event.data) == ("area.made", {"regions": ["WK050507"]})


def test_the_form_offers_districts_and_neighbourhoods_of_this_municipality_only(
    cast: Cast, signed_in: SignedIn
) -> None:
    page = signed_in(cast.manager).get("/areas/new").content.decode()
    assert "Wielwijk" in page
    assert "Charlois" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Geef het gebied een naam die de mensen er zelf gebruiken."),
        ({"name": "\u200b\u00ad"}, "Geef het gebied een naam die de mensen er zelf gebruiken."),
        ({"name": "W" * 121}, "Gebruik hoogstens 120 tekens."),
        ({"regions": []}, "Kies ten minste één wijk of buurt waaruit het gebied bestaat."),
        ({"scale": "planet"}, "Kies een schaal uit de lijst."),
        ({"regions": ["1e9"]}, "Kies uit de lijst."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_stored(
    cast: Cast, signed_in: SignedIn, changes: dict[str, object], words: str
) -> None:
    response = signed_in(cast.manager).post("/areas/new", _form(**changes))
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not Area.objects.exists()


@pytest.mark.parametrize(
    "twin",
    ["Élandstraat", "élandSTRAAT", "E\u0301landstraat", "Éland\u200bstraat", "Éland\u00adstraat", " Élandstraat "],
)
def test_a_name_is_used_once_however_it_is_spelled(cast: Cast, signed_in: SignedIn, twin: str) -> None:
    some_area(cast.manager, "Élandstraat")
    response = signed_in(cast.manager).post("/areas/new", _form(name=twin))
    assert response.status_code == 400
    assert "Er is al een gebied met deze naam." in response.content.decode()


def test_areas_stand_in_dutch_order(cast: Cast, visitor: Client) -> None:
    names = ["Élandstraat", "Ödeplein", "de Staart", "ĳzergieterij", "Zuidpoort"]
    for name in sorted(names):
        some_area(cast.manager, name)
    page = visitor.get("/areas").content.decode()
    assert sorted(names, key=page.index) == names
    answer = visitor.get("/api/v1/areas?sort=-name").json()
    assert [row["name"] for row in answer["results"]] == names[::-1]


def test_a_district_and_its_own_neighbourhood_would_count_people_twice(cast: Cast) -> None:
    district = region()
    part = district.parts.valid_on(TODAY).first()
    assert part is not None
    with pytest.raises(Invalid) as refused:
        make_area("Wielwijk", [district, part], by=cast.manager.as_caller(), on=TODAY)
    assert [error.field for error in refused.value.errors] == ["regions"]


def test_a_region_of_another_municipality_is_refused(cast: Cast) -> None:
    with pytest.raises(Invalid):
        make_area("Charlois", [region("WK059915")], by=cast.manager.as_caller(), on=TODAY)


@pytest.mark.parametrize(("share", "fine"), [("0.5", True), ("1", True), ("0", False), ("1.2", False), ("-1", False)])
def test_a_share_is_more_than_nothing_and_at_most_all(cast: Cast, share: str, fine: bool) -> None:
    district = region()

    def make() -> Area:
        return make_area(
            "Half", [district], shares={district.pk: Decimal(share)}, by=cast.manager.as_caller(), on=TODAY
        )

    if fine:
        assert make().area_regions.get().share == Decimal(share)
    else:
        with pytest.raises(Invalid):
            make()


def test_everybody_reads_the_areas(cast: Cast, visitor: Client) -> None:
    area = some_area(cast.manager)
    assert "Wielwijk" in visitor.get("/areas").content.decode()
    assert visitor.get(f"/areas/{area.pk}").status_code == 200
    assert visitor.get("/areas/018f0000-0000-7000-8000-000000000000").status_code == 404


def test_an_empty_list_says_what_comes_next(cast: Cast, visitor: Client, signed_in: SignedIn) -> None:
    assert "/areas/new" in signed_in(cast.manager).get("/areas").content.decode()
    assert "/areas/new" not in visitor.get("/areas").content.decode()


@pytest.mark.parametrize("same", ["WIELWIJK", " wielwijk ", "Wïelwijk", "Wiel\u200bwijk", "Wie\u0308lwijk"])
def test_a_name_is_there_once_however_it_is_written(cast: Cast, signed_in: SignedIn, same: str) -> None:
    client = signed_in(cast.manager)
    client.post("/areas/new", _form())
    again = client.post("/areas/new", _form(name=same))
    assert (again.status_code, "Er is al een gebied met deze naam." in again.content.decode()) == (400, True)
    assert Area.objects.count() == 1
