"""Dordrecht: two adopted programmes and one that is still a draft."""

import datetime as dt
from decimal import Decimal

from config.demo.scenario.cities.model import Choice, City, Goal, Measure, Organisation, Plan, Promise, Source

MERWEDE = Organisation("Woningcorporatie De Merwede", "housing_association", "Karin Baars", "data@demerwede.example")
WELFARE = Organisation("Welzijn Dordt-West", "welfare", "Hakan Yıldız", "data@welzijndordtwest.example")
DEPARTMENT = Organisation(
    "Gemeente Dordrecht, Sociaal Domein", "municipal_department", "Els Boer", "sociaaldomein@dordrecht.example"
)

WIELWIJK, CRABBEHOF, OUD_KRISPIJN, STERRENBURG = "WK050507", "WK050508", "WK050503", "WK050509"

OWN_STRENGTH = Plan(
    title="Wielwijk en Crabbehof op eigen kracht",
    kind="focus",
    area="Wielwijk en Crabbehof",
    scale="district",
    regions=(WIELWIJK, CRABBEHOF),
    started=dt.date(2020, 3, 2),
    lead="Gemeente Dordrecht",
    summary=(
        "In Wielwijk en Crabbehof werken bewoners, corporatie, welzijn en gemeente aan rondkomen, gezondheid en "
        "contact tussen buren."
    ),
    horizon=2042,
    themes=("social", "economic", "physical"),
    story=(
        "Wie in 2042 in Wielwijk of Crabbehof woont, kan rondkomen, kent de buren en voelt zich gezond. De flats uit "
        "de jaren zestig zijn warm en goedkoop in gebruik. Bewoners die iets willen doen voor hun straat, krijgen "
        "ruimte en geld, en niemand neemt het van hen over."
    ),
    principles="Eerst kijken wie het zelf wil en kan. Wat werkt, houden wij jaren vol. Wat niet werkt, stoppen wij.",
    phases=(("Weten wat er speelt", 2020, 2022), ("Rondkomen en samenkomen", 2023, 2032), ("Vernieuwen", 2033, 2042)),
    sources=(
        Source(
            "statistics",
            "RIVM, GGD'en en CBS",
            dt.date(2020, 4, 1),
            "Gezondheidsmonitor 2012: in beide wijken heeft ruim een op de drie volwassenen moeite met rondkomen.",
        ),
        Source(
            "professionals",
            "Wijkteam, huisartsen en scholen",
            dt.date(2020, 5, 14),
            "Schulden komen laat in beeld. Wie hulp vraagt, heeft vaak al een jaar lang rekeningen niet betaald.",
        ),
        Source(
            "residents",
            "Portiekgesprekken met 140 huishoudens",
            dt.date(2020, 9, 18),
            "Bewoners willen elkaar leren kennen, maar niet nog een avond in een zaal. Liever iets doen in de straat.",
        ),
    ),
    adopted=dt.date(2020, 11, 24),
    reference="2020-118 (voorbeeld)",
    goals=(
        Goal(
            "Meer mensen kunnen rondkomen",
            "economic",
            "Hulp bij geldzorgen komt eerder en dichter bij huis.",
            (
                Measure(
                    "difficulty-making-ends-meet",
                    WIELWIJK,
                    "down",
                    2012,
                    ((dt.date(2024, 7, 1), "24"), (dt.date(2032, 7, 1), "18")),
                ),
                Measure("difficulty-making-ends-meet", CRABBEHOF, "down", 2012, ((dt.date(2028, 7, 1), "22"),)),
            ),
        ),
        Goal(
            "Meer mensen voelen zich gezond",
            "social",
            "Gezond leven wordt gemakkelijker: bewegen in de buurt, hulp op loopafstand.",
            (
                Measure("perceived-health-good", WIELWIJK, "up", 2012, ((dt.date(2032, 7, 1), "76"),)),
                Measure("perceived-health-good", CRABBEHOF, "up", 2012, ((dt.date(2028, 7, 1), "78"),)),
            ),
        ),
        Goal(
            "Minder mensen zijn eenzaam",
            "social",
            "Buren kennen elkaar; wie niemand ziet, valt op.",
            (Measure("lonely", WIELWIJK, "down", 2012, ((dt.date(2032, 7, 1), "42"),)),),
        ),
        Goal(
            "Rustig wonen",
            "physical",
            "Betere muren en vloeren, en afspraken tussen buren.",
            (Measure("serious-noise-from-neighbours", CRABBEHOF, "down", 2020, ((dt.date(2032, 7, 1), "7"),)),),
        ),
    ),
    promises=(
        Promise(
            MERWEDE.name,
            "Veertig woningen aan het Admiraalsplein isoleren",
            40,
            "woningen",
            dt.date(2024, 1, 1),
            dt.date(2024, 12, 31),
            "running",
            ((dt.date(2024, 3, 29), 10, "Eerste portiek klaar."), (dt.date(2024, 7, 12), 14, "Twee portieken verder.")),
        ),
        Promise(
            MERWEDE.name,
            "Vloeren in twaalf woningen aan de Troelstraweg ontdreunen",
            12,
            "woningen",
            dt.date(2023, 9, 1),
            dt.date(2024, 6, 30),
            "running",
            ((dt.date(2024, 5, 31), 5, "Vertraagd: de aannemer heeft te weinig mensen."),),
        ),
        Promise(
            WELFARE.name,
            "Geldcafé op dinsdagochtend in de buurtkamer",
            40,
            "ochtenden",
            dt.date(2024, 1, 1),
            dt.date(2024, 12, 31),
            "running",
            ((dt.date(2024, 6, 28), 24, "Gemiddeld elf bezoekers."),),
        ),
        Promise(
            WELFARE.name,
            "Portiekportiers opleiden en begeleiden",
            15,
            "bewoners",
            dt.date(2023, 9, 1),
            dt.date(2024, 9, 30),
            "confirmed",
            ((dt.date(2024, 6, 21), 15, "Vijftien bewoners kregen hun bewijs."),),
        ),
        Promise(
            DEPARTMENT.name,
            "Vroegsignalering: binnen een week bellen na een betalingsachterstand",
            300,
            "gesprekken",
            dt.date(2024, 1, 1),
            dt.date(2024, 12, 31),
            "confirmed",
            ((dt.date(2024, 8, 30), 312, "312 gesprekken, 118 mensen kregen een betaalplan."),),
        ),
        Promise(
            DEPARTMENT.name,
            "Verlichting in de onderdoorgangen herstellen",
            22,
            "lampen",
            dt.date(2024, 2, 1),
            dt.date(2024, 7, 1),
            "running",
            ((dt.date(2024, 6, 14), 9, "Negen lampen; de rest wacht op een kabel."),),
        ),
        Promise(
            MERWEDE.name,
            "Een leegstaande winkel als buurtkamer beschikbaar stellen",
            1,
            "ruimte",
            dt.date(2024, 10, 1),
            dt.date(2025, 10, 1),
            "offered",
        ),
    ),
    choices=(
        Choice("spend", "Gereedschap en verf voor portieken die bewoners zelf opknappen", Decimal(4800)),
        Choice("commission", "Onderzoek naar schimmel in 60 woningen", Decimal(12500)),
        Choice("spend", "Speelplaats aan de Van Kinsbergenstraat vernieuwen", Decimal(64000)),
    ),
)

STREET_BY_STREET = Plan(
    title="Oud Krispijn, straat voor straat",
    kind="urban_renewal",
    area="Oud Krispijn",
    scale="district",
    regions=(OUD_KRISPIJN,),
    started=dt.date(2022, 2, 1),
    lead=MERWEDE.name,
    summary="Dertig jaar vernieuwen in een vooroorlogse wijk, in het tempo van de straat en samen met wie er woont.",
    horizon=2052,
    themes=("physical", "social", "economic", "safety"),
    story=(
        "Oud Krispijn is in 2052 nog steeds een wijk van kleine straten waar gewone mensen zich een huis kunnen "
        "veroorloven. Elke straat is aan de beurt geweest: fundering, dak en stoep, en de afspraken die bewoners zelf "
        "over hun straat hebben gemaakt."
    ),
    principles="Geen plan over een straat zonder de straat. Wie nu huurt, kan blijven.",
    phases=(
        ("Proefstraten", 2022, 2026),
        ("Straat voor straat", 2027, 2044),
        ("Onderhouden en overdragen", 2045, 2052),
    ),
    sources=(
        Source(
            "statistics",
            "CBS en RIVM",
            dt.date(2022, 3, 1),
            "Kerncijfers wijken en buurten 2022 en de gezondheidsmonitor: lage inkomens, veel kleine oude woningen.",
        ),
        Source(
            "professionals",
            "Bouwkundigen van de corporatie en de wijkagent",
            dt.date(2022, 5, 20),
            "Een op de vijf funderingen moet binnen tien jaar worden hersteld. In lege panden ontstaat overlast.",
        ),
        Source(
            "residents",
            "Straatgesprekken in elf straten",
            dt.date(2022, 10, 7),
            "Bewoners zijn trots op hun straat en bang dat zij weg moeten. Zij willen weten wanneer zij aan de beurt zijn.",
        ),
    ),
    adopted=dt.date(2022, 12, 13),
    reference="2022-141 (voorbeeld)",
    goals=(
        Goal(
            "Er komen woningen bij zonder dat de wijk haar aard verliest",
            "physical",
            "Kleine inpassingen, geen torens.",
            (Measure("dwellings", OUD_KRISPIJN, "up", 2022, ((dt.date(2032, 1, 1), "4900"),)),),
        ),
        Goal(
            "Bewoners houden geld over",
            "economic",
            "Lagere energierekening, eerder hulp bij schulden.",
            (Measure("difficulty-making-ends-meet", OUD_KRISPIJN, "down", 2012, ((dt.date(2032, 7, 1), "15"),)),),
        ),
        Goal(
            "Bewoners roken minder en voelen zich gezonder",
            "social",
            "Samen met huisartsen en scholen.",
            (
                Measure("smokers", OUD_KRISPIJN, "down", 2012, ((dt.date(2040, 7, 1), "12"),)),
                Measure("seriously-lonely", OUD_KRISPIJN, "down", 2012, ((dt.date(2032, 7, 1), "9"),)),
            ),
        ),
    ),
    promises=(
        Promise(
            MERWEDE.name,
            "Funderingen in de proefstraten herstellen",
            36,
            "woningen",
            dt.date(2023, 4, 1),
            dt.date(2025, 12, 31),
            "running",
            ((dt.date(2023, 12, 15), 9, "Eerste blok."), (dt.date(2024, 8, 23), 11, "Tweede blok.")),
        ),
        Promise(
            WELFARE.name,
            "Straatgesprekken voeren voordat er plannen zijn",
            8,
            "straten",
            dt.date(2024, 1, 1),
            dt.date(2024, 8, 1),
            "delivered",
            ((dt.date(2024, 7, 26), 8, "Acht straten, 213 mensen gesproken."),),
        ),
        Promise(
            MERWEDE.name,
            "Lege panden binnen drie maanden tijdelijk verhuren",
            10,
            "panden",
            dt.date(2024, 2, 1),
            dt.date(2024, 12, 31),
            "declined",
            reason="Drie maanden is voor de buurt te lang. Kom met een voorstel van zes weken.",
        ),
    ),
    choices=(Choice("spend", "Straatfeest en bloembakken in de proefstraten", Decimal(3200)),),
)

GROWING_OLDER = Plan(
    title="Sterrenburg: samen ouder worden",
    kind="ordinary",
    area="Sterrenburg",
    scale="district",
    regions=(STERRENBURG,),
    started=dt.date(2024, 5, 13),
    lead=WELFARE.name,
    summary="Een gewone wijk waar veel bewoners tegelijk ouder worden. Nog in voorbereiding.",
    horizon=2050,
    themes=("social", "physical"),
    story="In Sterrenburg kan men in 2050 oud worden tussen bekenden, in een huis dat past.",
    principles="",
    phases=(("Luisteren", 2024, 2026),),
    sources=(
        Source(
            "statistics",
            "CBS",
            dt.date(2024, 6, 3),
            "Kerncijfers wijken en buurten 2022: 24 procent van de bewoners is 65 jaar of ouder.",
        ),
    ),
    goals=(
        Goal(
            "Ouderen kennen elkaar",
            "social",
            "Ontmoeten op loopafstand.",
            (Measure("lonely", STERRENBURG, "down", 2020, ((dt.date(2036, 7, 1), "42"),)),),
        ),
    ),
)

DORDRECHT = City(
    code="GM0505",
    name="Dordrecht",
    partners=(MERWEDE, WELFARE, DEPARTMENT),
    plans=(OWN_STRENGTH, STREET_BY_STREET, GROWING_OLDER),
    presence="Dinsdag en donderdag in de buurtkamer aan het Admiraalsplein.",
)
