"""What every entry of a strategy file has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``title`` is Danish, ``title_en`` English."""

    line: int
    code: str
    title: str
    title_en: str | None = None
