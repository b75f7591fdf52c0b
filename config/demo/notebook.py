"""The passwords and keys of the demo, which the database keeps only as hashes: a file of our own, closed to others."""

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from config.services import home
from config.services.places import explained

# Passwords that can be read from a screen and typed; four of forty words and a number are for a demo on one machine.
WORDS = [
    "brug", "dijk", "veer", "haven", "gracht", "kade", "sluis", "molen", "markt", "plein", "toren", "poort", "singel",
    "laan", "linde", "beuk", "eik", "wilg", "fiets", "tram", "trein", "boot", "wiel", "spaak", "naaf", "zand", "klei",
    "veen", "duin", "strand", "regen", "wind", "zon", "maan", "ster", "merel", "mus", "reiger", "egel", "zwaan"
]  # fmt: skip


@dataclass
class Notebook:
    """Written at every change, so that an interrupted build goes on with what it had."""

    path: Path = field(default_factory=lambda: home() / "demo.json")
    passwords: dict[str, str] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        try:
            known = json.loads(self.path.read_text())
        except (OSError, ValueError):
            return
        self.passwords, self.keys = known.get("passwords", {}), known.get("keys", {})

    def password_of(self, email: str) -> str:
        """The known password, or a new one."""
        if email not in self.passwords:
            self.passwords[email] = "-".join(
                [*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(90) + 10)]
            )
            self._write()
        return self.passwords[email]

    def remember_key(self, holder: str, key: str) -> None:
        self.keys[holder] = key
        self._write()

    def _write(self) -> None:
        with explained(self.path.parent):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            new = self.path.with_suffix(".new")
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                json.dump({"passwords": self.passwords, "keys": self.keys}, file, indent=2)
            new.replace(self.path)
