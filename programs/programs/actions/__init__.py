"""Changes of programmes and of their visions."""

from programs.programs.actions.programs import change_program, check_open, lock_open, move_program, start_program
from programs.programs.actions.visions import (
    add_phase,
    add_source,
    adopt_vision,
    correct_adoption,
    propose_vision,
    remove_phase,
    remove_source,
    take_back_vision,
    write_vision,
)

__all__ = [
    "add_phase",
    "add_source",
    "adopt_vision",
    "change_program",
    "check_open",
    "correct_adoption",
    "lock_open",
    "move_program",
    "propose_vision",
    "remove_phase",
    "remove_source",
    "start_program",
    "take_back_vision",
    "write_vision",
]
