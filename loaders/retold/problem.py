"""A problem found in the corpus: a value that knows its place and its mend."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong, where, and how to mend it.

    ``file`` is relative to the root of the corpus; ``pointer`` is a JSON pointer (RFC 6901) into it, where
    the first step of a ``.jsonl`` file counts its lines from zero; ``snippet`` is what stands there.
    """

    file: str
    pointer: str
    code: str
    message: str
    fix: str
    snippet: str = ""

    def __str__(self) -> str:
        where = f"{self.file}{self.pointer and '#'}{self.pointer}"
        seen = f" «{self.snippet}»" if self.snippet else ""
        return f"{where}: {self.code}: {self.message}{seen}. {self.fix}"

    def to_dict(self) -> dict[str, str]:
        return asdict(self)


class RetoldError(Exception):
    """Something a user can mend; the message says where, what and how."""


class MissingLibrary(RetoldError, ImportError):
    """A library that an extra of the package installs is not there."""

    def __init__(self, task: str, library: str, extra: str = "build"):
        super().__init__(f"{library} is missing, which {task}. Install it with: pip install 'retold[{extra}]'")
