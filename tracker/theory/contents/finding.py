"""What a finding of the evidence register says of itself. Source: DOMAIN, "Research evidence"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from tracker.theory.contents.fields import (
    Code,
    Fault,
    Line,
    LongText,
    NeededText,
    OptionalAddress,
    Text,
    Whole,
)
from tracker.theory.kinds import EffectDirection, EvidenceLevel

MOST_STUDIES = 1_000_000

DOI = re.compile(r"10\.\d{4,9}/\S+")
"""DOI Handbook 2.2: the prefix 10. and a registrant, a slash, a suffix."""

LONGEST_DOI = 200
LONGEST_DESIGN = 60
COUNTRY_LENGTH = 2

COUNTRY = re.compile(r"[A-Z]{2}")
"""ISO 3166-1 alpha-2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingContents:
    """ONE finding of ONE publication about ONE effect. ``level`` is that of direct evidence, or None where
    the design suggests one. ``studies`` counts those that it rests on."""

    code: Code = ""
    citation: NeededText
    doi: Annotated[
        str | None, Text(LONGEST_DOI, optional=True, shape=DOI.fullmatch, misshapen="not_a_doi")
    ] = None
    url: OptionalAddress = None
    design: Annotated[str, Text(LONGEST_DESIGN)] = ""
    studies: Annotated[int | None, Whole(0, MOST_STUDIES)] = None
    effect: Line
    direction: EffectDirection
    level: EvidenceLevel | None = None
    sentence: LongText = ""
    country: Annotated[
        str | None, Text(COUNTRY_LENGTH, optional=True, shape=COUNTRY.fullmatch, misshapen="not_a_country")
    ] = None
    retrieved_from: LongText = ""
    review_by: date | None = None

    def faults(self) -> Iterator[Fault]:
        if self.level is None:
            yield Fault("level", "no_level_suggested")
