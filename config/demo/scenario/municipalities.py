"""The operator founds the municipalities."""

from collections.abc import Iterable

from config.demo import DAY
from config.demo.scenario.cities import City
from config.demo.scenario.people import address_of
from config.demo.scenario.stage import Act, Stage
from config.services import ServiceError
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Municipality


def refuse_foreign(stage: Stage, cities: Iterable[City]) -> None:
    """Raises ServiceError at a municipality that is not the demo's: nobody wants invented promises among real ones.

    Looked at before anything is written, so that a refusal leaves the database as it was.
    """
    ours = {city.code for city in cities if address_of(Role.ADMINISTRATOR, city.name) in stage.notebook.passwords}
    codes = {city.code for city in cities} - ours
    if foreign := Municipality.objects.filter(code__in=codes).order_by("code").first():
        raise ServiceError(
            f"This database has a municipality {foreign.code} that the demo did not make, or {stage.notebook.path} is "
            f"gone; give the demo a database of its own, or start over with: manage.py demo --reset."
        )


def found(stage: Stage, city: City, operator: User) -> Act:
    municipality = Municipality.objects.filter(code=city.code).first()
    if municipality is None:
        stage.say(f"{city.name} gets its own schema and host.")
        # Written down first, so that an interrupted start knows its own.
        stage.notebook.password_of(address_of(Role.ADMINISTRATOR, city.name))
        municipality = create_municipality(city.code, name=city.name, by=operator.as_caller(), on=DAY)
    return Act(city, municipality, municipality.primary_host)
