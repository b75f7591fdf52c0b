"""`manage.py figures --topic CODE --region CODE --period YEAR --json`: official figures for analysts and scripts."""

from __future__ import annotations

import json
from difflib import get_close_matches
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.public.statistics.figures import Figure, as_json, figures
from monitoring.public.statistics.models import Topic
from tenants.public.geography.models import Region


class Command(BaseCommand):
    help = "Print official figures, newest release first choice. An unknown topic or region ends with status 2."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--topic", action="append", default=[], metavar="CODE", help="For example inhabitants.")
        parser.add_argument(
            "--source-key", action="append", default=[], metavar="KEY", help="As the source calls it: AantalInwoners_5."
        )
        parser.add_argument("--region", action="append", default=[], metavar="CODE", help="For example GM0599.")
        parser.add_argument(
            "--period", action="append", default=[], type=int, metavar="YEAR", help="All years if absent."
        )
        parser.add_argument("--group", action="append", metavar="GROUP", help="For example 65+. All groups if absent.")
        parser.add_argument("--json", action="store_true", help="Print a JSON list.")

    def handle(self, *args: Any, **options: Any) -> None:
        topics, keys = self._topics(options["topic"], options["source_key"])
        found = figures(
            topics,
            self._regions(options["region"]),
            periods=options["period"] or None,
            groups=options["group"],
            source_keys=keys,
        )
        if options["json"]:
            self.stdout.write(json.dumps([as_json(figure) for figure in found], ensure_ascii=False, indent=2))
            return
        if not found:
            self.stderr.write("There is no such figure: the period or the group was not published.")
        for figure in found:
            self.stdout.write(_line(figure))

    def _topics(self, codes: list[str], keys: list[str]) -> tuple[list[Topic], list[str] | None]:
        """The topics asked for. A key that several topics have borne means only the columns that bear it."""
        if not codes and not keys:
            raise CommandError("Say which figure: --topic CODE or --source-key KEY.", returncode=2)
        topics = {topic.code: topic for topic in Topic.objects.with_codes(codes)}
        for code in codes:
            if code not in topics:
                raise CommandError(f"There is no topic {code}. {_closest(code)}", returncode=2)
        ambiguous = []
        for key in keys:
            named = list(Topic.objects.known_as(key))
            if not named:
                raise CommandError(
                    f"No imported table has a column {key}. Import the statistics first, or check the spelling.",
                    returncode=2,
                )
            topics.update({topic.code: topic for topic in named})
            ambiguous += [key] if len(named) > 1 else []
        return list(topics.values()), ambiguous or None

    def _regions(self, codes: list[str]) -> list[str]:
        if not codes:
            raise CommandError("Say where: --region CODE, for example GM0599.", returncode=2)
        wanted = [code.strip().upper() for code in codes]
        known = set(Region.objects.filter(code__in=wanted).values_list("code", flat=True))
        for code in wanted:
            if code not in known:
                raise CommandError(
                    f"There is no region {code}. Codes look like GM0599, WK059901, BU05990110.", returncode=2
                )
        return wanted


def _closest(code: str) -> str:
    """What may have been meant."""
    like = get_close_matches(code, Topic.objects.values_list("code", flat=True), n=3)
    return f"Did you mean {', '.join(like)}?" if like else "See /api/v1/topics for the list."


def _line(figure: Figure) -> str:
    what = f"{figure.topic} {figure.people}".strip()
    value = figure.absence if figure.value is None else figure.value
    return (
        f"{figure.period}  {figure.region} {figure.region_name}  {what}: {value}  ({figure.source}, {figure.vintage})"
    )
