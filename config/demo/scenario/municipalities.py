"""The operator founds the municipalities."""

from config.demo import DAY
from config.demo.scenario.cities import City
from config.demo.scenario.people import address_of
from config.demo.scenario.stage import Act, Stage
from config.services import ServiceError
from tenants.accounts.choices import Role
from tenants.accounts.models import User
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Municipality


def found(stage: Stage, city: City, operator: User) -> Act:
    """Raises ServiceError at a municipality that is not the demo's: nobody wants invented promises among real ones."""
    municipality = Municipality.objects.filter(code=city.code).first()
    ours = address_of(Role.ADMINISTRATOR, city.name)
    if municipality is not None and ours not in stage.notebook.passwords:
        raise ServiceError(
            f"This database has a municipality {city.code} that the demo did not make, or {stage.notebook.path} is gone; "
            f"give the demo a database of its own, or start over with: manage.py demo --reset."
        )
    if municipality is None:
        stage.say(f"{city.name} gets its own schema and host.")
        stage.notebook.password_of(ours)  # written down first, so that an interrupted start knows its own
        municipality = create_municipality(city.code, name=city.name, by=operator.as_caller(), on=DAY)
    return Act(city, municipality, municipality.primary_host)
