"""Rotterdam: two programmes on the south bank."""

import datetime as dt
from decimal import Decimal

from config.demo.scenario.cities.model import Choice, City, Goal, Measure, Organisation, Plan, Promise, Source

MAASOEVER = Organisation("Woonstichting Maasoever", "housing_association", "Peter Vlot", "koppeling@maasoever.example")
DOCTORS = Organisation("Huisartsen op Zuid", "health_care", "Nadia Amrani", "koppeling@huisartsenopzuid.example")

FEIJENOORD, CHARLOIS = "WK059910", "WK059915"

HEALTHY = Plan(
    title="Feijenoord gezond en wel",
    kind="focus",
    area="Feijenoord",
    scale="district",
    regions=(FEIJENOORD,),
    started=dt.date(2020, 6, 1),
    lead=DOCTORS.name,
    summary="Huisartsen, corporatie en bewoners werken aan gezondheid, en beginnen bij geldzorgen.",
    horizon=2045,
    themes=("social", "economic"),
    story=(
        "In 2045 hangt het in Feijenoord niet meer van uw inkomen af hoe gezond u bent. De spreekkamer is niet de "
        "eerste plek waar geldzorgen boven tafel komen, maar wel een plek waar ze worden opgepakt."
    ),
    principles="Gezondheid begint thuis en in de straat. Wie doorverwijst, blijft betrokken.",
    phases=(("Beginnen", 2020, 2024), ("Verbreden", 2025, 2035), ("Vasthouden", 2036, 2045)),
    sources=(
        Source(
            "statistics",
            "RIVM, GGD'en en CBS",
            dt.date(2020, 7, 1),
            "Gezondheidsmonitor 2012: 63 procent voelt zich gezond, het laagste van alle Rotterdamse gebieden.",
        ),
        Source(
            "professionals",
            "Twaalf huisartsenpraktijken",
            dt.date(2020, 9, 3),
            "Een op de vier gesprekken gaat niet over ziekte, maar over geld, wonen of alleen zijn.",
        ),
        Source(
            "residents",
            "Keukentafelgesprekken door vrijwilligers",
            dt.date(2020, 10, 16),
            "Bewoners schamen zich voor schulden en willen hulp van iemand die zij al kennen.",
        ),
    ),
    adopted=dt.date(2020, 12, 17),
    reference="20bb014 (voorbeeld)",
    goals=(
        Goal(
            "Minder geldzorgen",
            "economic",
            "Geldzorgen komen eerder in beeld.",
            (Measure("difficulty-making-ends-meet", FEIJENOORD, "down", 2012, ((dt.date(2034, 7, 1), "24"),)),),
        ),
        Goal(
            "Meer mensen voelen zich gezond",
            "social",
            "Van behandelen naar voorkomen.",
            (
                Measure("perceived-health-good", FEIJENOORD, "up", 2012, ((dt.date(2032, 7, 1), "75"),)),
                Measure("high-risk-of-anxiety-or-depression", FEIJENOORD, "down", 2012, ((dt.date(2032, 7, 1), "10"),)),
            ),
        ),
        Goal(
            "Minder mensen zijn eenzaam",
            "social",
            "Iedereen heeft iemand.",
            (Measure("lonely", FEIJENOORD, "down", 2012, ((dt.date(2032, 7, 1), "50"),)),),
        ),
    ),
    promises=(
        Promise(
            DOCTORS.name,
            "Spreekuur geldzorgen in vier praktijken",
            160,
            "spreekuren",
            dt.date(2024, 1, 1),
            dt.date(2024, 12, 31),
            "running",
            ((dt.date(2024, 4, 5), 41, "Eerste kwartaal."), (dt.date(2024, 7, 5), 44, "Tweede kwartaal.")),
        ),
        Promise(
            MAASOEVER.name,
            "Geen huisuitzetting zonder gesprek vooraf",
            25,
            "gesprekken",
            dt.date(2023, 7, 1),
            dt.date(2024, 12, 31),
            "confirmed",
            ((dt.date(2024, 6, 27), 25, "Alle gesprekken gevoerd; twee uitzettingen voorkomen."),),
        ),
        Promise(
            MAASOEVER.name,
            "Gemeenschappelijke tuinen weer openstellen",
            6,
            "tuinen",
            dt.date(2024, 3, 1),
            dt.date(2024, 8, 1),
            "running",
            ((dt.date(2024, 6, 14), 2, "Twee tuinen open; vier wachten op een hek."),),
        ),
    ),
    choices=(
        Choice("spend", "Wandelgroepen: schoenen en begeleiding", Decimal(6400)),
        Choice("direct_sector", "Schuldhulp houdt spreekuur in de praktijk in plaats van op het stadhuis"),
        Choice("commission", "Ontwerp voor een gezondheidscentrum", Decimal(85000)),
    ),
)

ROUND = Plan(
    title="Charlois, dichter bij elkaar",
    kind="ordinary",
    area="Charlois",
    scale="district",
    regions=(CHARLOIS,),
    started=dt.date(2021, 2, 8),
    lead="Gemeente Rotterdam",
    summary="Minder roken, meer bewegen en een huis dat u kunt betalen.",
    horizon=2041,
    themes=("social", "physical"),
    story="In 2041 kent Charlois het verschil met de rest van de stad alleen nog uit de geschiedenis.",
    principles="Klein beginnen, lang volhouden.",
    phases=(("Eerste tien jaar", 2021, 2031), ("Tweede tien jaar", 2032, 2041)),
    sources=(
        Source(
            "statistics",
            "RIVM, GGD'en en CBS",
            dt.date(2021, 3, 1),
            "Gezondheidsmonitor 2012: 32 procent van de volwassenen rookt.",
        ),
        Source(
            "professionals",
            "Jongerenwerk en scholen",
            dt.date(2021, 4, 22),
            "Jongeren beginnen met roken waar niemand hen kent.",
        ),
        Source(
            "residents",
            "Schouw met 60 bewoners",
            dt.date(2021, 6, 12),
            "Bankjes zijn weg, en met de bankjes de gesprekken.",
        ),
    ),
    adopted=dt.date(2021, 9, 30),
    reference="21bb009 (voorbeeld)",
    goals=(
        Goal(
            "Minder mensen roken",
            "social",
            "Vooral: minder jongeren beginnen ermee.",
            (Measure("smokers", CHARLOIS, "down", 2012, ((dt.date(2032, 7, 1), "16"),)),),
        ),
        Goal(
            "Meer mensen voelen zich gezond",
            "social",
            "",
            (Measure("perceived-health-good", CHARLOIS, "up", 2012, ((dt.date(2030, 7, 1), "72"),)),),
        ),
    ),
    promises=(
        Promise(
            MAASOEVER.name,
            "Bankjes terugplaatsen op plekken die bewoners kiezen",
            30,
            "bankjes",
            dt.date(2024, 4, 1),
            dt.date(2024, 10, 1),
            "accepted",
        ),
        Promise(
            DOCTORS.name,
            "Stoppen met roken in groepen",
            12,
            "groepen",
            dt.date(2023, 9, 1),
            dt.date(2024, 6, 1),
            "disputed",
            ((dt.date(2024, 5, 31), 12, "Twaalf groepen gehouden."),),
            reason="Wij telden negen groepen; drie gingen niet door.",
        ),
    ),
    choices=(Choice("spend", "Materiaal voor bankjes die bewoners zelf maken", Decimal(2900)),),
)

ROTTERDAM = City(
    code="GM0599",
    name="Rotterdam",
    partners=(MAASOEVER, DOCTORS),
    plans=(HEALTHY, ROUND),
    presence="Maandag tot en met woensdag in het Huis van de Wijk.",
)
