"""Reading single fields of a document; every fault is collected under its pointer, none stops the reading."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from .faults import Fault

LIMIT = Decimal(10) ** 15
_FINEST = Decimal(1).scaleb(-15)
_PRECISE = Context(prec=60, Emax=999_999_999, Emin=-999_999_999)
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def exact(text: str) -> Decimal:
    """A number of a JSON text as it is written; one beyond what a computer can hold counts as infinite."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal("Infinity")


class Fields(dict[str, object]):
    """A JSON object that remembers which names occurred twice."""

    def __init__(self, pairs: Iterable[tuple[str, object]]) -> None:
        listed = list(pairs)
        super().__init__(listed)
        names = [name for name, _ in listed]
        self.repeated = sorted({name for name in names if names.count(name) > 1}) if len(self) < len(names) else []


class Reader:
    """Reads the fields of one object at a pointer and notes what is wrong with them."""

    def __init__(self, raw: object, pointer: str, known: tuple[str, ...], faults: list[Fault]) -> None:
        self.pointer = pointer
        self.faults = faults
        self.raw: Mapping[str, object] = {}
        if not isinstance(raw, Mapping):
            self.fault("", "not_an_object")
            return
        self.raw = raw
        for name in raw:
            if name not in known:
                self.fault(name, "unknown", known=", ".join(known))
        for name in getattr(raw, "repeated", ()):
            self.fault(name, "duplicate")

    def fault(self, name: str, code: str, **figures: object) -> None:
        escaped = name.replace("~", "~0").replace("/", "~1") if isinstance(name, str) else str(name)
        pointer = f"{self.pointer}/{escaped}" if escaped else self.pointer
        self.faults.append(Fault(pointer, code, {key: str(value) for key, value in figures.items()}))

    def given(self, name: str) -> bool:
        return self.raw.get(name) is not None

    def _required(self, name: str, required: bool) -> None:
        if required and not any(fault.pointer == self.pointer for fault in self.faults):
            self.fault(name, "required")

    def number(self, name: str, *, required: bool = False) -> Decimal | None:
        raw = self.raw.get(name)
        if raw is None:
            self._required(name, required)
            return None
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            self.fault(name, "not_a_number")
            return None
        value = Decimal(repr(raw)) if isinstance(raw, float) else Decimal(raw)
        if not value.is_finite():
            self.fault(name, "not_finite")
            return None
        if value.adjusted() >= LIMIT.adjusted():
            self.fault(name, "too_large", limit=f"{LIMIT:f}")
            return None
        return value if value.is_zero() else value.quantize(_FINEST, ROUND_HALF_EVEN, _PRECISE).normalize(_PRECISE)

    def whole(self, name: str, largest: int) -> int | None:
        value = self.number(name)
        if value is None:
            return None
        if value != value.to_integral_value():
            self.fault(name, "not_whole")
        elif value <= 0:
            self.fault(name, "not_positive")
        elif value > largest:
            self.fault(name, "too_large", limit=largest + 1)
        else:
            return int(value)
        return None

    def day(self, name: str, *, required: bool = False) -> date | None:
        raw = self.raw.get(name)
        if raw is None:
            self._required(name, required)
            return None
        if isinstance(raw, str) and _ISO_DATE.fullmatch(raw):
            try:
                return date.fromisoformat(raw)
            except ValueError:
                pass
        self.fault(name, "not_a_date")
        return None

    def moment(self, name: str) -> datetime | None:
        raw = self.raw.get(name)
        if raw is None:
            return None
        try:
            return datetime.fromisoformat(raw if isinstance(raw, str) else "")
        except ValueError:
            self.fault(name, "not_a_moment")
            return None

    def text(self, name: str) -> str | None:
        raw = self.raw.get(name)
        if raw is None:
            return None
        if not isinstance(raw, str) or not raw.strip() or not raw.isprintable():
            self.fault(name, "not_a_text")
            return None
        return raw

    def items(self, name: str) -> list[tuple[str, object]]:
        """Each item with its pointer; an absent list is empty."""
        raw = self.raw.get(name)
        if raw is None:
            return []
        if not isinstance(raw, list):
            self.fault(name, "not_a_list")
            return []
        return [(f"{self.pointer}/{name}/{index}", item) for index, item in enumerate(raw)]
