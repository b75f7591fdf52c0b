"""A state machine is a table of moves: what does not stand in it is not possible.

Each app with states has its table in `moves.py`; action, buttons, API and documentation read the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tenants.kit.errors import Conflict


@dataclass(frozen=True)
class Move:
    """From one state to another: whose move it is (in the words of its app), the event it writes, and its button.

    What nobody but the machine does has neither event nor button. `tone` "grave" asks before it is done; `consequence`
    says beforehand what comes of it.
    """

    origin: str
    to: str
    by: Any
    event: str = ""
    label: Promise | str = ""
    needs_reason: bool = False
    tone: Literal["plain", "grave"] = "plain"
    consequence: Promise | str = ""

    @property
    def is_grave(self) -> bool:
        return self.tone == "grave"


class Moves:
    """All moves of one kind of thing. Raises ValueError when the table itself is wrong."""

    def __init__(self, states: type[TextChoices], moves: Iterable[Move]) -> None:
        self.states = states
        self._moves = {(move.origin, move.to): move for move in moves}
        unknown = {state for pair in self._moves for state in pair} - set(states.values)
        if unknown:
            raise ValueError(f"{states.__name__} has no state {', '.join(sorted(unknown))}.")
        if silent := [f"{move.origin} to {move.to}" for move in self if move.is_grave and not move.consequence]:
            raise ValueError(f"Say what comes of it in {states.__name__}: {', '.join(silent)}.")

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def find(self, origin: str, to: str) -> Move | None:
        return self._moves.get((origin, to))

    def moves_from(self, origin: str) -> tuple[Move, ...]:
        """The moves that exist from a state, whoever may make them."""
        return tuple(move for move in self if move.origin == origin)

    def moves_to(self, to: str) -> tuple[Move, ...]:
        """The moves that lead to a state, whoever may make them."""
        return tuple(move for move in self if move.to == to)

    def required(self, origin: str, to: str, *, possible: Iterable[Move]) -> Move:
        """The move between two states, if it is one of those that are possible for whoever asks.

        Raises Conflict with the state as it is and what is possible from there.
        """
        possible = list(possible)
        move = self.find(origin, to)
        if move is None or move not in possible:
            raise self.refusal(origin, possible)
        return move

    def refusal(self, origin: str, possible: Iterable[Move]) -> Conflict:
        """That this is not possible from here, and what is."""
        names = ", ".join(str(move.to) for move in possible) or _("nothing")
        return Conflict(
            _("This is not possible now; it is: %(status)s. Possible for you: %(moves)s.")
            % {"status": self.states(origin).label, "moves": names},
            "not_from_this_state",
        )
