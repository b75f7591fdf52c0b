"""What the acts share: the web server's address, the notebook of passwords and keys, and who takes part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from config.demo.notebook import Notebook
from config.demo.progress import Progress
from tenants.kit.caller import Caller

if TYPE_CHECKING:
    from config.demo.scenario.cities import City
    from participation.partners.models import Partner
    from programs.programs.models import Program
    from tenants.accounts.models import User
    from tenants.public.municipalities.models import Municipality


@dataclass
class Act:
    """One municipality of the demo with those who act in it."""

    city: City
    municipality: Municipality
    host: str
    users: dict[str, User] = field(default_factory=dict)
    partners: dict[str, Partner] = field(default_factory=dict)
    programs: dict[str, Program] = field(default_factory=dict)

    def caller(self, role: str) -> Caller:
        """The person of the demo with this role."""
        return self.users[role].as_caller()


@dataclass
class Stage:
    address: str
    port: int
    progress: Progress
    check: Callable[[], None]
    notebook: Notebook = field(default_factory=Notebook)
    acts: list[Act] = field(default_factory=list)
    operator_email: str = ""

    def say(self, sentence: str) -> None:
        self.progress.say(sentence)
