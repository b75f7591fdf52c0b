"""What lists of official topics and figures may be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from monitoring.public.statistics.choices import Kind, Source
from monitoring.public.statistics.models import Topic
from tenants.kit.errors import FieldError, refused_choice
from tenants.kit.filters import ChoicesFilter, EachFilter, Filters, NumberFilter, TextFilter, option, word
from tenants.public.geography.models import Region

# One question reads at most so many series (a topic in a region): some hundredths of a second, some megabytes.
MOST_SERIES = 5000


class TopicFilters(Filters):
    source = ChoicesFilter(choices=Source.choices, help_text=_("Only of this source; may be repeated."))
    kind = ChoicesFilter(choices=Kind.choices, help_text=_("Only of this kind; may be repeated."))
    sourceKey = TextFilter(
        method=word("known_as"),
        max_length=200,
        help_text=_("Only what the source calls so in one of its publications."),
    )


class _Group(forms.CharField):
    """In an address a plus may stand for a space, and many a program forgets to write it as %2B: 18+ comes as "18 "."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(str(value).replace(" ", "+")))


class GroupFilter(TextFilter):
    field_class = _Group


class _Code(forms.CharField):
    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()


class CodeFilter(TextFilter):
    field_class = _Code


class FigureFilters(Filters):
    """At least one topic and one region; the view reads what was asked."""

    topic = EachFilter(TextFilter(max_length=80), method=option, help_text=_("The code of a topic; may be repeated."))
    region = EachFilter(
        CodeFilter(max_length=10),
        method=option,
        help_text=_("The code of a region, such as GM0599; may be repeated."),
    )
    period = EachFilter(
        NumberFilter(min_value=1900, max_value=2200),
        method=option,
        help_text=_("A year; may be repeated. All years when left out."),
    )
    group = EachFilter(
        GroupFilter(max_length=20),
        method=option,
        help_text=_("A group of people, such as 65+; may be repeated. All groups when left out."),
    )

    def rules(self, asked: Mapping[str, Any]) -> Iterator[FieldError]:
        topics, regions = asked.get("topic", []), asked.get("region", [])
        if "topic" not in self.data:
            yield FieldError("topic", "required", _("Name at least one topic; they are listed at /api/v1/topics."))
        if "region" not in self.data:
            yield FieldError("region", "required", _("Name at least one region; they are listed at /api/v1/regions."))
        if len(topics) * len(regions) > MOST_SERIES:
            told = gettext("Ask for %(most)d series at most: topics times regions.") % {"most": MOST_SERIES}
            yield FieldError("region", "too_many", told)
            return
        known = Topic.objects.with_codes(topics)
        for code in _unknown(topics, known):
            yield FieldError("topic", "unknown", gettext("There is no topic %(code)s.") % {"code": code})
        for code in _unknown(regions, Region.objects.with_codes(regions)):
            yield FieldError("region", "unknown", gettext("There is no region %(code)s.") % {"code": code})
        if asked.get("group") and known:
            yield from _faults_of_groups(known.groups(), asked["group"])


def _faults_of_groups(known: set[str], asked: list[str]) -> Iterator[FieldError]:
    if not known:
        told = gettext("These topics are not told apart by groups: leave the group out.")
        yield FieldError("group", "invalid_choice", told)
    elif not known.issuperset(asked):
        yield FieldError("group", "invalid_choice", refused_choice(sorted(known)))


def _unknown(asked: list[str], known: QuerySet[Any]) -> list[str]:
    found = set(known.values_list("code", flat=True)) if asked else set()
    return [code for code in asked if code not in found]
