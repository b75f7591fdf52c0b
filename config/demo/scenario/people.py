"""The people of the demo: an operator, and in each municipality one for every role."""

from config.demo.scenario.stage import Act, Stage
from config.services import ServiceError
from tenants.accounts.actions import create_user
from tenants.accounts.choices import MUNICIPAL_ROLES, Role
from tenants.accounts.models import User
from tenants.kit.caller import System
from tenants.kit.clock import today

SYSTEM = System("demo")
# What they are called, by role: invented, like all people of the demo.
NAMES = {
    Role.ADMINISTRATOR: ("beheerder", "Joke Verhoeven"),
    Role.AREA_MANAGER: ("gebiedsmanager", "Samira Haddou"),
    Role.PROGRAM_EDITOR: ("programmamaker", "Thijs de Ruiter"),
    Role.DATA_STEWARD: ("databeheerder", "Wei Lin"),
    Role.COUNCIL_CLERK: ("griffier", "Marloes Kuipers"),
    Role.COUNCIL_MEMBER: ("raadslid", "Devika Ramdin"),
    Role.READER: ("lezer", "Ruben Postma"),
    Role.OPERATOR: ("operator", "Ilse van Dam"),
}


def address_of(role: Role, city: str) -> str:
    """The e-mail address of a role in a municipality of the demo."""
    return f"{NAMES[role][0]}@{city.lower()}.example"


def operator(stage: Stage) -> User:
    """In the schema of the operator's host."""
    stage.operator_email = address_of(Role.OPERATOR, "raderwerk")
    return _person(stage, Role.OPERATOR, stage.operator_email)


def engage(stage: Stage, act: Act) -> None:
    """In the municipality's schema: one person a role."""
    act.users = {role: _person(stage, role, address_of(role, act.city.name)) for role in MUNICIPAL_ROLES}


def _person(stage: Stage, role: Role, email: str) -> User:
    user: User | None = User.objects.filter(email=email).first()
    if user is not None and email in stage.notebook.passwords:
        return user
    if user is not None:
        raise ServiceError(
            f"{stage.notebook.path} no longer knows the passwords of the demo; start over with: manage.py demo --reset."
        )
    password = stage.notebook.password_of(email)
    return create_user(email=email, name=NAMES[role][1], roles=[role], password=password, by=SYSTEM, on=today())
