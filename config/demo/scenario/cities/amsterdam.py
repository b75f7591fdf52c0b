"""Amsterdam: two programmes on the districts as they were before the new division of 2023."""

import datetime as dt
from decimal import Decimal

from config.demo.scenario.cities.model import Choice, City, Goal, Measure, Organisation, Plan, Promise, Source

COOPERATIVE = Organisation("Wooncoöperatie De Bogen", "housing_association", "Femke Dijk", "data@debogen.example")
TEAM = Organisation("Buurtteam Bos en Lommer", "welfare", "Rachid Belhaj", "data@buurtteambol.example")

KOLENKIT, GEUZENVELD, SLOTERMEER = "WK036339", "WK036378", "WK036376"

KOLENKIT_PLAN = Plan(
    title="De Kolenkit blijft",
    kind="urban_renewal",
    area="De Kolenkit",
    scale="neighbourhood",
    regions=(KOLENKIT,),
    started=dt.date(2020, 9, 7),
    lead=COOPERATIVE.name,
    summary="De buurt is in twintig jaar bijna geheel vernieuwd. Nu gaat het erom dat de bewoners kunnen blijven.",
    horizon=2045,
    themes=("physical", "economic", "social"),
    story=(
        "Wie in de Kolenkit is opgegroeid, kan er in 2045 nog steeds een huis vinden. De buurt is niet alleen nieuw, "
        "maar ook van wie er woont."
    ),
    principles="Betaalbaar blijft betaalbaar. Bewoners beheren mee.",
    phases=(("Afmaken", 2020, 2026), ("Blijven", 2027, 2045)),
    sources=(
        Source(
            "statistics",
            "CBS, en RIVM met GGD'en",
            dt.date(2020, 10, 1),
            "Gezondheidsmonitor 2012: bijna de helft van de volwassenen heeft moeite met rondkomen.",
        ),
        Source(
            "professionals",
            "Buurtteam en corporatie",
            dt.date(2020, 11, 5),
            "Gezinnen groeien uit hun huis en vinden in de buurt niets groters.",
        ),
        Source(
            "residents",
            "Kwaliteitspanel van 24 bewoners",
            dt.date(2021, 1, 28),
            "De nieuwe blokken zijn mooi, maar wie kent de nieuwe buren?",
        ),
    ),
    adopted=dt.date(2021, 4, 21),
    reference="2021-067 (voorbeeld)",
    goals=(
        Goal(
            "Meer mensen kunnen rondkomen",
            "economic",
            "",
            (Measure("difficulty-making-ends-meet", KOLENKIT, "down", 2012, ((dt.date(2032, 7, 1), "25"),)),),
        ),
        Goal(
            "Meer mensen voelen zich gezond",
            "social",
            "",
            (Measure("perceived-health-good", KOLENKIT, "up", 2012, ((dt.date(2030, 7, 1), "75"),)),),
        ),
        Goal(
            "De buurt blijft betaalbaar",
            "physical",
            "Het aandeel woningen van corporaties daalt niet verder dan afgesproken.",
            (Measure("housing-association-dwellings-share", KOLENKIT, "keep", 2017, tolerance="5"),),
        ),
    ),
    promises=(
        Promise(
            COOPERATIVE.name,
            "Grotere woningen vrijhouden voor gezinnen uit de buurt",
            18,
            "woningen",
            dt.date(2024, 1, 1),
            dt.date(2025, 6, 30),
            "running",
            ((dt.date(2024, 6, 30), 7, "Zeven gezinnen verhuisd binnen de buurt."),),
        ),
        Promise(
            TEAM.name,
            "Nieuwe en oude buren aan een tafel",
            20,
            "maaltijden",
            dt.date(2023, 10, 1),
            dt.date(2024, 10, 1),
            "confirmed",
            ((dt.date(2024, 6, 28), 20, "Twintig maaltijden, ruim 300 gasten."),),
        ),
    ),
    choices=(
        Choice("spend", "Keuken voor de buurtmaaltijden", Decimal(7500)),
        Choice("waive_rule", "Voorrang voor buurtbewoners bij grotere woningen"),
        Choice("spend", "Bijdrage aan het buurthuis", Decimal(120000)),
    ),
)

GARDEN_CITY = Plan(
    title="Geuzenveld en Slotermeer, een tuinstad voor iedereen",
    kind="focus",
    area="Geuzenveld en Slotermeer-Noordoost",
    scale="district",
    regions=(GEUZENVELD, SLOTERMEER),
    started=dt.date(2021, 5, 10),
    lead="Gemeente Amsterdam",
    summary="Samen wonen in een tuinstad: minder eenzaamheid, en een thuis dat rust geeft.",
    horizon=2046,
    themes=("social", "physical", "safety"),
    story="In 2046 is de tuinstad weer wat zij wilde zijn: licht, lucht en ruimte, en mensen die elkaar groeten.",
    principles="Begin waar bewoners al begonnen zijn.",
    phases=(("Ontmoeten", 2021, 2028), ("Vernieuwen", 2029, 2046)),
    sources=(
        Source(
            "statistics",
            "RIVM, GGD'en en CBS",
            dt.date(2021, 6, 1),
            "Gezondheidsmonitor 2012: ruim de helft van de volwassenen is eenzaam.",
        ),
        Source(
            "professionals",
            "Wijkverpleging en bibliotheek",
            dt.date(2021, 7, 8),
            "Wie slecht ter been is, komt de trap niet meer af.",
        ),
        Source(
            "residents",
            "Fototentoonstelling ‘Mijn bankje’",
            dt.date(2021, 9, 24),
            "Bewoners lieten op 86 foto's zien waar zij anderen ontmoeten, en waar niet meer.",
        ),
    ),
    adopted=dt.date(2021, 12, 15),
    reference="2021-233 (voorbeeld)",
    goals=(
        Goal(
            "Minder mensen zijn eenzaam",
            "social",
            "",
            (
                Measure("lonely", GEUZENVELD, "down", 2012, ((dt.date(2032, 7, 1), "45"),)),
                Measure("lonely", SLOTERMEER, "down", 2012, ((dt.date(2032, 7, 1), "45"),)),
            ),
        ),
        Goal(
            "Meer mensen voelen zich gezond",
            "social",
            "",
            (Measure("perceived-health-good", GEUZENVELD, "up", 2012, ((dt.date(2032, 7, 1), "80"),)),),
        ),
    ),
    promises=(
        Promise(
            TEAM.name,
            "Bezoek aan huis bij 75-plussers",
            200,
            "bezoeken",
            dt.date(2024, 1, 1),
            dt.date(2024, 12, 31),
            "running",
            ((dt.date(2024, 7, 1), 96, "Half jaar, 96 bezoeken."),),
        ),
        Promise(
            COOPERATIVE.name,
            "Liften in vier portiekflats",
            4,
            "liften",
            dt.date(2024, 9, 1),
            dt.date(2026, 9, 1),
            "offered",
        ),
    ),
    choices=(Choice("spend", "Vijf bankjes op plekken uit de tentoonstelling", Decimal(4100)),),
)

AMSTERDAM = City(
    code="GM0363",
    name="Amsterdam",
    partners=(COOPERATIVE, TEAM),
    plans=(KOLENKIT_PLAN, GARDEN_CITY),
    presence="Elke werkdag in het Huis van de Wijk, en op vrijdag op de markt.",
)
