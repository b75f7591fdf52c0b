"""What can be wrong with a document that asks for a judgement, as sentences in Dutch and in English."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .numerals import Language

_SENTENCES: Mapping[str, tuple[str, str]] = {
    "not_an_object": ("Geef hier een object met velden.", "Give an object with fields here."),
    "not_a_list": ("Geef hier een lijst.", "Give a list here."),
    "required": ("Vul dit veld in.", "Fill in this field."),
    "unknown": (
        "Dit veld is onbekend. Bekende velden: {known}.",
        "This field is unknown. Known fields: {known}.",
    ),
    "duplicate": ("Dit veld staat er meer dan één keer.", "This field is given more than once."),
    "not_a_number": ("Geef een getal, bijvoorbeeld 70.5.", "Give a number, for example 70.5."),
    "not_finite": ("Geef een eindig getal.", "Give a finite number."),
    "too_large": ("Het getal moet kleiner zijn dan {limit}.", "The number must be smaller than {limit}."),
    "not_whole": ("Geef een heel getal.", "Give a whole number."),
    "not_positive": ("Geef een getal groter dan nul.", "Give a number greater than zero."),
    "negative": ("Een marge kan niet kleiner dan nul zijn.", "A tolerance cannot be less than zero."),
    "share_above_one": (
        "De marge is een deel van de weg naar het doel; schrijf 0.05 voor vijf procent.",
        "The tolerance is a share of the path to the target; write 0.05 for five percent.",
    ),
    "not_a_date": (
        "Geef een bestaande datum als jaar-maand-dag, bijvoorbeeld 2025-01-31.",
        "Give an existing date as year-month-day, for example 2025-01-31.",
    ),
    "not_a_moment": (
        "Geef een moment zoals 2025-01-31T12:00:00Z.",
        "Give a moment such as 2025-01-31T12:00:00Z.",
    ),
    "not_a_text": ("Geef een gewone tekst.", "Give a plain text."),
    "direction": (
        "Kies een richting: {known}. De richting wordt nooit geraden.",
        "Choose a direction: {known}. The direction is never guessed.",
    ),
    "no_milestone": (
        "Geef minstens één doel met een datum; bij omhoog of omlaag hoort een doel.",
        "Give at least one target with a date; up and down need one.",
    ),
    "date_order": (
        "Deze datum moet na {after} komen.",
        "This date must come after {after}.",
    ),
    "wrong_side": (
        "Het doel {value} ligt aan de verkeerde kant van de nulmeting {baseline} voor de richting {direction}.",
        "The target of {value} is on the wrong side of the baseline of {baseline} for the direction {direction}.",
    ),
    "no_path": (
        "Het doel is gelijk aan de nulmeting {baseline}. Kies keep als het zo moet blijven.",
        "The target equals the baseline of {baseline}. Choose keep if it has to stay as it is.",
    ),
    "not_the_baseline": (
        "Bij keep is de nulmeting {baseline} het doel.",
        "For keep the baseline of {baseline} is the target.",
    ),
    "outside_bounds": (
        "Dit doel ligt buiten de grenzen {low} tot {high}.",
        "This target is outside the bounds {low} to {high}.",
    ),
    "only_for_range": (
        "Grenzen horen alleen bij de richting range.",
        "Bounds belong to the direction range only.",
    ),
    "bound_missing": (
        "Geef een ondergrens en een bovengrens, of geen van beide.",
        "Give a lower and an upper bound, or neither.",
    ),
    "bounds_swapped": (
        "De ondergrens {low} is groter dan de bovengrens {high}.",
        "The lower bound of {low} is greater than the upper bound of {high}.",
    ),
    "value_outside_interval": (
        "De waarde {value} ligt buiten haar eigen interval {low} tot {high}.",
        "The value of {value} is outside its own interval {low} to {high}.",
    ),
}


@dataclass(frozen=True)
class Fault:
    """One faulty field: where (JSON pointer), which rule, and the figures for its sentence."""

    pointer: str
    code: str
    figures: Mapping[str, str] = field(default_factory=dict)

    def detail(self, language: Language) -> str:
        dutch, english = _SENTENCES[self.code]
        return (dutch if language is Language.NL else english).format(**self.figures)


class DocumentError(ValueError):
    """A document that cannot be judged, with all its faults at once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{fault.pointer}: {fault.detail(Language.EN)}" for fault in faults))
