"""The programme and the partners of most tests of this house."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.participation.commitments.things import Stage, set_up


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return set_up(cast.manager)
