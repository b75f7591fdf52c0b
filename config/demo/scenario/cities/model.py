"""The shapes in which the words of the demo are written down."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Organisation:
    """A partner of the demo."""

    name: str
    kind: str
    contact: str
    email: str


@dataclass(frozen=True)
class City:
    code: str
    name: str
    partners: tuple[Organisation, ...]
