"""The sentence has the figures in it, in the numerals of its language."""

from decimal import Decimal
from typing import Any

import pytest

from monitoring.indicators.documents import parse
from monitoring.indicators.rules import Language, Unit, explain, judge, outcome_name
from monitoring.public.statistics.importers.catalogue import topics

from .question import document, today

SENTENCES = [
    (
        document("up", 60, 70, 80),
        "10 van de 20 punten gehaald op weg van 60 naar 80; de verwachting voor 1 januari 2025 was 10.",
        "10 of 20 points gained on the way from 60 to 80, where 10 was expected by 1 January 2025.",
    ),
    (
        document("down", 40.5, 44, 20.5),
        "3,5 punten verder van het doel 20,5: van 40,5 naar 44 op 1 januari 2025, "
        "terwijl een winst van 10 was verwacht.",
        "3.5 points further from the target of 20.5: from 40.5 to 44 on 1 January 2025, "
        "where a gain of 10 was expected.",
    ),
    (
        document("up", 60, 81, 80, seen={"low": 77, "high": 85}),
        "Het doel 80 is bereikt: 81 op 1 januari 2025, 21 van de 20 punten gehaald. "
        "Dit is niet zeker: de meting kan ook 77 tot 85 zijn.",
        "The target of 80 is reached: 81 on 1 January 2025, 21 of 20 points gained. "
        "This is not certain: the measurement may be anything from 77 to 85.",
    ),
    (
        document("keep", 80, 79, tolerance=0.5),
        "79 op 1 januari 2025 ligt buiten de nulmeting van 80 met een marge van 0,5 punten; "
        "het verschil is 0,5 punten.",
        "79 on 1 January 2025 is outside the baseline of 80 with a margin of 0.5 points, by 0.5 points.",
    ),
    (
        document("range", 5, 6, low=4, high=6),
        "6 op 1 januari 2025 ligt binnen de band van 4 tot 6.",
        "6 on 1 January 2025 is within the range from 4 to 6.",
    ),
    (
        document("up", 60, None, 80),
        "Er is nog geen meting na de nulmeting van 60 op 1 januari 2020.",
        "There is no measurement yet after the baseline of 60 on 1 January 2020.",
    ),
    (
        document("up", 60, 70, 80, seen={"date": "2022-01-01"}),
        "De laatste meting is van 1 januari 2022 en te oud voor een oordeel. Toen was het: op koers. "
        "10 van de 20 punten gehaald op weg van 60 naar 80; de verwachting voor 1 januari 2022 was 4.",
        "The latest measurement is of 1 January 2022 and too old to judge by. At that time it was: on track. "
        "10 of 20 points gained on the way from 60 to 80, where 4 was expected by 1 January 2022.",
    ),
    (
        document("up", 60, 61, 80, seen={"date": "2020-07-01"}, today="2020-09-01"),
        "Te vroeg voor een oordeel: 61 op 1 juli 2020, minder dan 12 maanden na de nulmeting van 60.",
        "Too early to say: 61 on 1 July 2020, less than 12 months after the baseline of 60.",
    ),
]


@pytest.mark.parametrize(("raw", "dutch", "english"), SENTENCES)
def test_the_judgement_is_explained_with_its_figures(raw: dict[str, Any], dutch: str, english: str) -> None:
    question = parse(raw, today)
    judgement = judge(question)
    assert explain(question, judgement, Language.NL) == dutch
    assert explain(question, judgement, Language.EN) == english


@pytest.mark.parametrize(
    ("unit", "dutch", "english"),
    [
        (Unit("%", 1), "10 van de 20 procentpunten", "10 of 20 percentage points"),
        (Unit("woningen"), "10 van de 20 woningen", "10 of 20 woningen"),
        (Unit("per 1 000 inwoners"), "10 van de 20 per 1 000 inwoners", "10 of 20 per 1,000 inhabitants"),
    ],
)
def test_the_unit_is_part_of_the_sentence(unit: Unit, dutch: str, english: str) -> None:
    question = parse(document("up", 60, 70, 80), today)
    judgement = judge(question)
    assert explain(question, judgement, Language.NL, unit).startswith(dutch)
    assert explain(question, judgement, Language.EN, unit).startswith(english)


def test_every_official_unit_that_is_a_word_has_an_english_one() -> None:
    signs = {"", "%", "kWh", "m³", "km", "ha", "km²", "per km²"}
    units = {topic.unit for topic in topics().values()} - signs
    assert units
    assert {unit for unit in units if Unit(unit).named(Language.EN) == unit} == set()
    assert Unit("x 1 000 euro", 1).value(Decimal("29.5"), Language.EN) == "29.5 x 1,000 euros"


def test_thousands_and_small_parts_are_written_as_the_reader_writes_them() -> None:
    question = parse(document("up", 60_000.25, 70_000.5, 80_000), today)
    judgement = judge(question)
    assert "van 60.000,25 naar 80.000" in explain(question, judgement, Language.NL)
    assert "from 60,000.25 to 80,000" in explain(question, judgement, Language.EN)


def test_no_zero_has_a_minus() -> None:
    question = parse(document("up", 60, 59.999, 80), today)
    assert "-0" not in explain(question, judge(question), Language.EN, Unit("%", 0))


def test_every_outcome_has_a_name_in_both_languages() -> None:
    outcome = judge(parse(document("down", 40, 44, 20), today)).outcome
    assert (outcome_name(outcome, Language.NL), outcome_name(outcome, Language.EN)) == ("verslechtert", "worsening")


def test_a_count_is_a_number_without_the_word_count() -> None:
    """CBS calls the unit of inhabitants and dwellings "aantal": that is no thing of which there are so many."""
    dwellings = Unit("aantal")
    assert dwellings.value(Decimal(4713), Language.NL) == "4.713"
    assert dwellings.difference(Decimal(20), Language.EN) == "20"
