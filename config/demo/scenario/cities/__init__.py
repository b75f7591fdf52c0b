"""The words of the demo: which programmes there are, who takes part and what is promised.

Invented are the people, the partners and their promises. Real are the municipalities, regions, topics and figures.
"""

from config.demo.scenario.cities.amsterdam import AMSTERDAM
from config.demo.scenario.cities.dordrecht import DORDRECHT
from config.demo.scenario.cities.model import City
from config.demo.scenario.cities.rotterdam import ROTTERDAM

__all__ = ["CITIES", "City"]

CITIES = (ROTTERDAM, DORDRECHT, AMSTERDAM)
