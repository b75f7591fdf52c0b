"""`manage.py demo`: three municipalities with programmes in them, built the way people build them, and served.

`run.py` is the course of it, `children.py` the processes, `scenario/` what happens in the municipalities.
"""

import datetime as dt

# The last day for which the real figures that ship with the project are fresh; every page says that the day is fixed.
DAY = dt.date(2024, 9, 1)
