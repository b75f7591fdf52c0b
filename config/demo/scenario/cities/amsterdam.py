"""Amsterdam."""

from config.demo.scenario.cities.model import City, Organisation

AMSTERDAM = City(
    code="GM0363",
    name="Amsterdam",
    partners=(
        Organisation("Wooncoöperatie Het Nieuwe Noord", "housing_association", "Femke Dijk", "data@noord.example"),
        Organisation("Buurtteam Nieuw-West", "welfare", "Rachid Belhaj", "data@buurtteamnieuwwest.example"),
    ),
)
