"""What the demo tells at the end: figures, outcomes, commitments, addresses, people and keys."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django_tenants.utils import schema_context

from config.demo.scenario.partners import key_name
from config.demo.scenario.stage import Act, Stage
from monitoring.indicators.models import Judgement
from monitoring.public.statistics.models import Line
from participation.commitments.models import Commitment
from tenants.public.geography.models import Region


def summarise(stage: Stage, base_url: str) -> dict[str, Any]:
    """The shape that `--json` prints."""
    operator = {"role": "operator", "email": stage.operator_email, "password": _password(stage, stage.operator_email)}
    return {
        "municipalities": [_municipality(stage, act) for act in stage.acts],
        "operator": {"host": "localhost", "users": [operator]},
        "baseUrl": base_url,
    }


def _password(stage: Stage, email: str) -> str:
    return stage.notebook.passwords.get(email, "")


def _municipality(stage: Stage, act: Act) -> dict[str, Any]:
    with schema_context(act.municipality.schema_name):
        return {
            "code": act.city.code,
            "name": act.city.name,
            "host": act.host,
            "users": [
                {"role": str(role), "email": user.email, "password": _password(stage, user.email)}
                for role, user in act.users.items()
            ],
            "apiKeys": [
                {"partner": partner.name, "key": stage.notebook.keys[key_name(act, partner.name)]}
                for partner in act.partners.values()
                if key_name(act, partner.name) in stage.notebook.keys
            ],
            "figures": _figures(act.city.code),
            "outcomes": _counted(Judgement.objects.values_list("outcome", flat=True)),
            "commitments": _counted(Commitment.objects.values_list("status", flat=True)),
        }


def _figures(code: str) -> int:
    """Values of the official figures about this municipality, its districts and its neighbourhoods; absent ones not."""
    regions = Region.objects.of_municipality(code)
    return sum(
        sum(value is not None for value in values)
        for values in Line.objects.filter(region__in=regions).values_list("values", flat=True).iterator()
    )


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def as_text(summary: dict[str, Any], *, serving: bool) -> str:
    """For a person: per municipality what there is, then who can sign in and how a program calls."""
    base = summary["baseUrl"]
    blocks = [_block(found, _address(base, found["host"])) for found in summary["municipalities"]]
    people = summary["operator"]["users"]
    blocks.append("\n".join(["Installation", f"  {'address':<12} {base}/", *(_person(person) for person in people)]))
    blocks.append(_first_call(summary))
    if not serving:
        blocks.append("Nothing is being served now. Start it with: make demo")
    return "\n\n".join(["", *blocks]).rstrip() + "\n"


def _address(base: str, host: str) -> str:
    return str(base).replace("localhost", host, 1)


def _block(found: dict[str, Any], address: str) -> str:
    lines = [
        f"{found['name']} ({found['code']})",
        f"  {'address':<12} {address}/",
        f"  {'dashboard':<12} {address}/dashboard",
        f"  {'figures':<12} {found['figures']:,}".replace(",", " "),
        f"  {'indicators':<12} {_counts(found['outcomes'])}",
        f"  {'commitments':<12} {_counts(found['commitments'])}",
        *(_person(person) for person in found["users"]),
        *(f"  {'API key':<12} {key['partner']}: {key['key']}" for key in found["apiKeys"]),
    ]
    return "\n".join(lines)


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items()) or "none"


def _person(person: dict[str, str]) -> str:
    return f"  {person['role'].replace('_', ' '):<16} {person['email']:<36} {person['password']}"


def _first_call(summary: dict[str, Any]) -> str:
    """A line to paste: who am I, says a partner's program."""
    for found in summary["municipalities"]:
        for key in found["apiKeys"]:
            address = _address(summary["baseUrl"], found["host"])
            call = f"curl --header 'Authorization: Api-Key {key['key']}' {address}/api/v1/me"
            return f"Try the API as {key['partner']}:\n  {call}"
    return ""
