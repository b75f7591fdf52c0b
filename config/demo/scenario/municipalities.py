"""The operator founds the municipalities."""

from config.demo import DAY
from config.demo.scenario.cities import City
from config.demo.scenario.stage import Act, Stage
from tenants.accounts.models import User
from tenants.public.municipalities.actions import create_municipality
from tenants.public.municipalities.models import Municipality


def found(stage: Stage, city: City, operator: User) -> Act:
    municipality = Municipality.objects.filter(code=city.code).first()
    if municipality is None:
        stage.say(f"{city.name} gets its own schema and host.")
        municipality = create_municipality(city.code, name=city.name, by=operator.as_caller(), on=DAY)
    return Act(city, municipality, municipality.primary_host)
