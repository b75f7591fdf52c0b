"""What is Dutch in a page of another language says so, and nothing that people type becomes markup."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.utils import translation

from tenants.kit.dutch import NameList, dutch, dutch_in, told

WIELWIJK = '<span lang="nl">Wielwijk</span>'


def _shown(template: str, **words: object) -> str:
    return Template("{% load i18n kit %}" + template).render(Context(words))


def test_a_name_is_marked_on_an_english_page_only() -> None:
    with translation.override("en"):
        assert _shown("{{ name|dutch }}", name="Wielwijk") == WIELWIJK
        assert _shown("{{ name|dutch }}", name="") == ""
    with translation.override("nl"):
        assert _shown("{{ name|dutch }}", name="Wielwijk") == "Wielwijk"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_people_type_never_becomes_markup(language: str) -> None:
    typed = "<script>1</script> & 100%"
    with translation.override(language):
        for shown in (
            _shown("{{ name|dutch }}", name=typed),
            _shown("{{ sentence }}", sentence=told("“%(name)s” (%(other)s)", name=dutch(typed), other=typed)),
            _shown("{{ sentence|dutch_in:names }}", sentence=f"More in {typed}", names=[typed]),
            _shown("{{ sentence|dutch_in:names }}", sentence=f"More in {typed}", names=["elsewhere"]),
            _shown("{{ sentence|dutch_in:names }}", sentence=f"More in {typed}", names=[]),
        ):
            assert "&lt;script&gt;1&lt;/script&gt; &amp; 100%" in shown
            assert "<script" not in shown


def test_a_sentence_keeps_the_mark_of_its_names() -> None:
    with translation.override("en"):
        inner = told("%(area)s & more", area=dutch("Wielwijk"))
        assert (
            told("%(inner)s, <since> %(year)s", inner=inner, year=2024) == f"{WIELWIJK} &amp; more, &lt;since&gt; 2024"
        )


def test_names_are_found_in_a_finished_sentence() -> None:
    with translation.override("en"):
        assert dutch_in("More people in Wielwijk smoke", ["Wielwijk", ""]) == f"More people in {WIELWIJK} smoke"
        assert dutch_in("Maat: on 1 May", ["maat"]) == '<span lang="nl">Maat</span>: on 1 May'
        assert dutch_in("Not in Wielwijkpark", ["Wielwijk"]) == "Not in Wielwijkpark"
        # The longest of two names that begin alike.
        assert dutch_in("In Wielwijk-Oost", ["Wielwijk", "Wielwijk-Oost"]) == 'In <span lang="nl">Wielwijk-Oost</span>'


def test_the_options_of_a_list_of_names_say_so_and_what_means_nothing_does_not() -> None:
    choices = [("", "Choose"), ("1", "Wielwijk")]
    shown = NameList(choices=choices).render("area", "")
    assert '<option value="" selected>Choose</option>' in shown
    assert '<option value="1" lang="nl">Wielwijk</option>' in shown
