"""Something found in a survey file, with its place the way its author knows it."""

from dataclasses import dataclass
from typing import Self

from services.cli.file_places import FilePlaces


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFinding:
    """What was found: `line` is 0 and `named` empty where they are not known."""

    place: str
    line: int
    named: str
    path: str
    message: str

    @classmethod
    def at(cls, places: FilePlaces, path: str, message: str) -> Self:
        """Make one of a path and a sentence."""
        return cls(
            place=places.place(path),
            line=places.line(path),
            named=places.named(path),
            path=path,
            message=message,
        )

    def __str__(self) -> str:
        """Return it in one line.

        >>> str(FileFinding.at(FilePlaces(file="a.yaml"), "rules", "is missing"))
        'a.yaml rules: is missing'
        """
        return f"{self.place}: {self.message}"

    def to_json(self) -> dict[str, object]:
        """Return what a program is told."""
        return {
            "path": self.path,
            "line": self.line or None,
            "named": self.named or None,
            "message": self.message,
        }
