"""What is wrong with a file that was handed in."""

from dataclasses import dataclass


@dataclass
class StrategyFileError(Exception):
    """The file is refused, and nothing of it was used. ``line`` counts from 1."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"
