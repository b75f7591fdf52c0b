"""What holds for partners and their keys. Pure: no database, no clock."""

LIVE_KEYS = 2
