"""The operator's document names every setting there is, with its default and what it does."""

from __future__ import annotations

from config.services.places import PROJECT
from config.settings_table import FILE, rows, table


def test_the_table_in_the_document_is_that_of_the_settings() -> None:
    document = (PROJECT / "docs" / "operating.md").read_text(encoding="utf-8")
    assert table() in document, "Put what `python -m config.settings_table` prints into docs/operating.md."


def test_no_setting_goes_without_a_word() -> None:
    found = {name: words for name, _default, words in rows()}
    assert found.keys() >= {"SECRET_KEY", "EMAIL_URL", "CONN_MAX_AGE", "LOG_LEVEL"}
    assert len(found) == FILE.read_text(encoding="utf-8").count("default=")
    assert all(words.endswith(".") for words in found.values())
