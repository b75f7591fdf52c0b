"""Rotterdam."""

from config.demo.scenario.cities.model import City, Organisation

ROTTERDAM = City(
    code="GM0599",
    name="Rotterdam",
    partners=(
        Organisation("Woonstichting Maasoever", "housing_association", "Peter Vlot", "koppeling@maasoever.example"),
        Organisation("Huisartsen op Zuid", "health_care", "Nadia Amrani", "koppeling@huisartsenopzuid.example"),
    ),
)
