"""`manage.py judge`: the judgement for analysts, without a database."""

import json
import sys
from argparse import ArgumentParser
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import get_language, gettext, override

from monitoring.indicators.documents import DocumentError, answer, loads, parse, problem
from monitoring.indicators.rules import Direction, Language
from tenants.kit.clock import today

REFUSED = 2


class Command(BaseCommand):
    help = (
        "Judge an indicator: reads one document or a list from FILE or standard input, or the same as options, "
        "and prints the judgement as JSON. Exit status 2 when the document cannot be judged."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", metavar="FILE", help="a JSON document or list; - is standard input")
        parser.add_argument("--direction", help=f"one of {', '.join(Direction)}")
        parser.add_argument("--baseline", metavar="DATE:VALUE")
        parser.add_argument("--milestone", metavar="DATE:VALUE", action="append", help="may be repeated")
        parser.add_argument("--observation", metavar="DATE:VALUE[:LOW:HIGH]", action="append", help="may be repeated")
        parser.add_argument("--low", metavar="VALUE", help="lower bound of a range")
        parser.add_argument("--high", metavar="VALUE", help="upper bound of a range")
        parser.add_argument("--tolerance", metavar="VALUE")
        parser.add_argument("--interval-months", metavar="MONTHS")
        parser.add_argument("--today", metavar="DATE")
        parser.add_argument("--language", choices=[language.value for language in Language], help="of the refusals")

    def handle(self, *args: Any, **options: Any) -> None:
        with override(options["language"] or get_language()):
            self._answer(options)

    def _answer(self, options: dict[str, Any]) -> None:
        spelled = _document_of_options(options)
        if spelled and options["file"]:
            raise CommandError(gettext("Give a file or options, not both."), returncode=REFUSED)
        raw = spelled or _read(options["file"])
        if isinstance(raw, list):
            self._judge_list(raw)
        else:
            self._judge_one(raw)

    def _judge_one(self, raw: object) -> None:
        try:
            self._print(answer(parse(raw, today())))
        except DocumentError as refused:
            found = problem(refused)
            self._print(found)
            raise CommandError(f"{found['title']} {found['detail']}", returncode=REFUSED) from refused

    def _judge_list(self, documents: list[object]) -> None:
        """Each document has its own answer; a refused one loses only itself."""
        answers = []
        refusals = 0
        for raw in documents:
            try:
                answers.append(answer(parse(raw, today())))
            except DocumentError as refused:
                refusals += 1
                answers.append(problem(refused))
        self._print(answers)
        if refusals:
            sentence = gettext("%(refused)s of %(all)s documents cannot be judged; see their errors in the answer.")
            self.stderr.write(sentence % {"refused": refusals, "all": len(documents)})

    def _print(self, found: object) -> None:
        # Half a surrogate pair in the input must come out as an escape, not as a crash while writing.
        text = json.dumps(found, ensure_ascii=False, indent=2)
        self.stdout.write(text.encode("utf-8", "backslashreplace").decode("utf-8"))


def _document_of_options(options: dict[str, Any]) -> dict[str, object]:
    """The document that the options spell; empty when there are none."""
    raw: dict[str, object] = {
        "direction": options["direction"],
        "baseline": _dated(options["baseline"]) if options["baseline"] is not None else None,
        "milestones": [_dated(text) for text in options["milestone"] or ()] or None,
        "observations": [_observation(text) for text in options["observation"] or ()] or None,
        "today": options["today"],
    }
    for name, option in (
        ("low", "low"),
        ("high", "high"),
        ("tolerance", "tolerance"),
        ("intervalMonths", "interval_months"),
    ):
        raw[name] = None if options[option] is None else _number(options[option])
    return {name: value for name, value in raw.items() if value is not None}


def _dated(text: str) -> dict[str, object]:
    parts = text.split(":")
    return {"date": parts[0], "value": _number(":".join(parts[1:]))}


def _observation(text: str) -> dict[str, object]:
    parts = text.split(":")
    if len(parts) != 4:
        return _dated(text)
    return {"date": parts[0], "value": _number(parts[1]), "low": _number(parts[2]), "high": _number(parts[3])}


def _number(text: str) -> object:
    """A number, or the text itself: the document's own check then names the field."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _read(name: str | None) -> object:
    try:
        raw = sys.stdin.buffer.read() if name in (None, "-") else Path(str(name)).read_bytes()
        return loads(raw.decode("utf-8-sig"))
    except OSError as error:
        sentence = gettext("%(file)s cannot be read: %(reason)s.") % {"file": name, "reason": error.strerror}
    except UnicodeDecodeError:
        sentence = gettext("The text is not in UTF-8.")
    except RecursionError:
        sentence = gettext("The JSON is nested too deeply.")
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        sentence = gettext("This is not JSON: it breaks off at line %(line)s, column %(column)s.") % place
    raise CommandError(sentence, returncode=REFUSED)
