"""What holds for partners and their keys. Pure: no database, no clock."""

import datetime as dt

LIVE_KEYS = 2
LONGEST_LIFE = dt.timedelta(days=3660)
