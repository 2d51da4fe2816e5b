"""Where the corpus lies, and the one door through which its bytes come in and go out."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from .problem import RetoldError

ROOMS = ("corpus", "annotations")
MANIFEST = "corpus/documents.jsonl"
REGISTRY = "annotations/registry"


def root() -> Path:
    """The folder that holds ``corpus/`` and ``annotations/``: inside a wheel, else the checkout."""
    here = Path(__file__).resolve()
    for candidate in (here.parent / "_dataset", here.parents[2]):
        if (candidate / MANIFEST).is_file():
            return candidate
    raise RetoldError(f"no {MANIFEST} beside the package at {here.parent}. Install the wheel, or run from a checkout")


class Folder(Mapping[str, bytes]):
    """The files of a corpus by their path, ``annotations/open/x.json`` say, each as the bytes found."""

    def __init__(self, path: Path | str | None = None):
        self.path = root() if path is None else Path(path)
        if not (self.path / MANIFEST).is_file():
            raise RetoldError(f"{self.path} holds no {MANIFEST}. Name the folder that holds corpus/ and annotations/")

    def __getitem__(self, name: str) -> bytes:
        try:
            return self.locate(name).read_bytes()
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise KeyError(name) from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.locate(name).is_file()

    def __iter__(self) -> Iterator[str]:
        for room in ROOMS:
            for path in sorted((self.path / room).rglob("*")):
                if path.is_file():
                    yield path.relative_to(self.path).as_posix()

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def locate(self, name: str) -> Path:
        """The file a name stands for; a name that would leave the folder is refused."""
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise RetoldError(f"{name!r} leaves the folder {self.path}. Use a path inside it")
        return self.path / name

    def write(self, name: str, data: bytes) -> None:
        write(self.locate(name), data)


def write(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def decode(data: bytes, name: str) -> str:
    """Strict UTF-8, no newline translation."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RetoldError(f"{name}: byte {error.start} is not UTF-8. Save the file as UTF-8") from error
