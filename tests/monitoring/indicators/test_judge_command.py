"""`manage.py judge` as an analyst meets it: text in, JSON and an exit status out."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from .question import document

good = document("up", 60, 70, 80)
bad = document("up", 60, 55, 50)


def judge(*args: str, text: str | bytes = b"", monkeypatch: pytest.MonkeyPatch) -> tuple[object, str, int]:
    """What is printed, what the complaint is, and the exit status."""
    raw = text.encode() if isinstance(text, str) else text
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("judge", *args, stdout=out, stderr=err)
    except CommandError as error:
        status = error.returncode
        err.write(str(error))
    return (json.loads(out.getvalue()) if out.getvalue() else None), err.getvalue(), status


def test_one_document_gives_one_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    found, complaint, status = judge(text=json.dumps(good), monkeypatch=monkeypatch)
    assert (complaint, status) == ("", 0)
    assert found == {
        "outcome": "on_track", "achieved": 0.5, "expected": 0.5001, "uncertain": False, "previousOutcome": None,
        "latest": {"date": "2025-01-01", "value": 70}, "forecast": None,
        "forecastReason": {
            "nl": "Geen vooruitblik: daarvoor zijn 4 metingen nodig, de nulmeting meegeteld; er zijn er 2.",
            "en": "No forecast: it takes 4 measurements, the baseline included; there are 2.",
        },
        "sentences": {
            "nl": "10 van de 20 punten gehaald op weg van 60 naar 80; de verwachting voor 1 januari 2025 was 10.",
            "en": "10 of 20 points gained on the way from 60 to 80, where 10 was expected by 1 January 2025.",
        },
        "ruleVersion": "2",
    }  # fmt: skip


def test_the_same_as_options_gives_the_same_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    options = ["--direction=up", "--baseline=2020-01-01:60", "--milestone=2030-01-01:80", "--today=2025-07-01"]
    found, _, status = judge(*options, "--observation=2025-01-01:70:65:75", monkeypatch=monkeypatch)
    expected, _, _ = judge(
        text=json.dumps(document("up", 60, 70, 80, seen={"low": 65, "high": 75})), monkeypatch=monkeypatch
    )
    assert (found, status) == (expected, 0)


def test_a_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "question.json"
    file.write_bytes(b"\xef\xbb\xbf" + json.dumps(good).encode())
    assert judge(str(file), monkeypatch=monkeypatch)[2] == 0


def test_a_refused_document_is_a_problem_a_sentence_and_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    found, complaint, status = judge("--language=en", text=json.dumps(bad), monkeypatch=monkeypatch)
    assert isinstance(found, dict)
    assert (found["status"], found["errors"][0]["pointer"], status) == (400, "/milestones/0/value", 2)
    assert "wrong side" in complaint


def test_in_a_list_only_the_refused_one_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    found, complaint, status = judge(text=json.dumps([good, bad, good]), monkeypatch=monkeypatch)
    assert isinstance(found, list)
    assert [each.get("outcome") for each in found] == ["on_track", None, "on_track"]
    assert (found[1]["status"], status) == (400, 0)
    assert "1" in complaint


def test_an_empty_list_gives_an_empty_list(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge(text="[]", monkeypatch=monkeypatch) == ([], "", 0)


@pytest.mark.parametrize("text", ["", "{", '{"direction": up}', b"\xff\xfe\x00", "[" * 100_000, '{"direction": "up",}'])
def test_broken_text_is_a_sentence_and_status_2(text: str | bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    found, complaint, status = judge(text=text, monkeypatch=monkeypatch)
    assert (found, status) == (None, 2)
    assert complaint.endswith(".")


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", '"70"', "true"])
def test_what_is_no_number_is_refused_at_its_field(number: str, monkeypatch: pytest.MonkeyPatch) -> None:
    text = json.dumps(good).replace("70", number)
    found, _, status = judge(text=text, monkeypatch=monkeypatch)
    assert isinstance(found, dict)
    assert ([error["pointer"] for error in found["errors"]], status) == (["/observations/0/value"], 2)


@pytest.mark.parametrize("text", ["5", '"up"', "null", "true"])
def test_what_is_no_document_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _, status = judge(text=text, monkeypatch=monkeypatch)
    assert isinstance(found, dict)
    assert (found["errors"][0]["code"], status) == ("not_an_object", 2)


def test_half_a_character_does_not_break_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    found, _, status = judge(text='{"\\ud800": 1}', monkeypatch=monkeypatch)
    assert isinstance(found, dict)
    assert status == 2


def test_a_file_that_is_not_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    found, complaint, status = judge("nowhere.json", monkeypatch=monkeypatch)
    assert (found, status) == (None, 2)
    assert "nowhere.json" in complaint


def test_a_file_and_options_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert judge("x.json", "--direction=up", monkeypatch=monkeypatch)[2] == 2
