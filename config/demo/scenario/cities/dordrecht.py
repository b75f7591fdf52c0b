"""Dordrecht."""

from config.demo.scenario.cities.model import City, Organisation

DORDRECHT = City(
    code="GM0505",
    name="Dordrecht",
    partners=(
        Organisation("Woningcorporatie De Merwede", "housing_association", "Karin Baars", "gegevens@demerwede.example"),
        Organisation("Welzijn Dordt-West", "welfare", "Hakan Yıldız", "gegevens@welzijndordtwest.example"),
        Organisation("Gemeente Dordrecht, Sociaal Domein", "municipal_department", "Els Boer", "sd@dordrecht.example"),
    ),
)
