"""The partners of the demo and their keys. Only the notebook knows a key; when it is lost, a new one is issued."""

from config.demo import DAY
from config.demo.scenario.stage import Act, Stage
from participation.partners.actions import add_partner, issue_api_key, revoke_api_key
from participation.partners.choices import PartnerKind
from participation.partners.models import ApiKey, Partner
from tenants.kit.scopes import Scope


def take_in(stage: Stage, act: Act) -> None:
    """In the municipality's schema: the administrator takes the partners in and gives each outside one a key."""
    administrator = act.caller("administrator")
    for organisation in act.city.partners:
        partner = Partner.objects.filter(name=organisation.name).first()
        if partner is None:
            partner = add_partner(
                name=organisation.name,
                kind=organisation.kind,
                contact_name=organisation.contact,
                contact_email=organisation.email,
                by=administrator,
                on=DAY,
            )
        act.partners[organisation.name] = partner
        if organisation.kind != PartnerKind.MUNICIPAL_DEPARTMENT:
            _give_key(stage, act, partner)


def key_name(act: Act, partner: str) -> str:
    """Under what the notebook keeps it."""
    return f"{act.city.code} {partner}"


def _give_key(stage: Stage, act: Act, partner: Partner) -> None:
    known = stage.notebook.keys.get(key_name(act, partner.name), "")
    live = ApiKey.objects.filter(partner=partner, revoked_at=None)
    if live.filter(prefix=known.partition(".")[0]).exists():
        return
    administrator = act.caller("administrator")
    for lost in live:
        revoke_api_key(lost, by=administrator, reason="The demo's notebook is gone.", on=DAY)
    _key, credential = issue_api_key(
        partner, name="Demo", contact=partner.contact_name, scopes=list(Scope.values), by=administrator, on=DAY
    )
    stage.notebook.remember_key(key_name(act, partner.name), credential)
