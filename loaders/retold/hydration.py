"""Hydration: press articles from a holder's copies, every span proven, as a dataset folder like ``data/``."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import platformdirs

from .corpus import Corpus
from .document import LAYERS, Document, Event, Quotation, Surface
from .problem import RetoldError
from .proof import Prover, unlock
from .source import root as package_root

LARGEST = 4_000_000
"""Files above this many bytes are no articles."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An annotation left out, and why."""

    layer: str
    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An article found: the copy used, whether it is exact, the document with what could be proven, and the rest."""

    document: Document
    file: str
    exact: bool
    total: int
    refused: tuple[Refused, ...]

    @property
    def proven(self) -> int:
        return self.total - sum(r.layer != "arguments" for r in self.refused)

    def to_dict(self) -> dict[str, Any]:
        return {
            "document": self.document.id,
            "file": self.file,
            "exact": self.exact,
            "annotations": self.total,
            "proven": self.proven,
            "refused": [{"layer": r.layer, "id": r.id, "reason": r.reason} for r in self.refused],
        }


@dataclass(slots=True)
class Report:
    """What hydration found: articles placed, articles missing, files passed over."""

    placed: list[Placed] = field(default_factory=list)
    missing: list[dict[str, Any]] = field(default_factory=list)
    passed_over: dict[str, str] = field(default_factory=dict)
    out: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "placed": [p.to_dict() for p in self.placed],
            "missing": self.missing,
            "passed_over": self.passed_over,
            "out": self.out,
        }


def home() -> Path:
    """The folder for hydrated data: ``$RETOLD_HOME``, else ``retold`` in the user's data directory."""
    return Path(os.environ.get("RETOLD_HOME") or platformdirs.user_data_path("retold", appauthor=False))


def hydrate(
    folder: Path | str,
    *,
    out: Path | str | None = None,
    corpus: Corpus | None = None,
    step: Callable[[str], None] = lambda name: None,
) -> Report:
    """Find the press articles among the files of a folder and write their dataset to ``out``, by default :func:`home`.

    Files are told by their content; an exact copy gives exact offsets, an imperfect one gives those spans that their
    digests prove. Nothing is written where no article is found. RetoldError where ``folder`` is none or ``out`` lies
    in the repository or holds something else.
    """
    corpus = corpus or Corpus.open()
    report = find(folder, corpus, step=step)
    if report.placed:
        target = _target(out, corpus)
        step("tables")
        _write([p.document for p in report.placed], corpus, target)
        report.out = str(target)
    return report


def find(folder: Path | str, corpus: Corpus, *, step: Callable[[str], None] = lambda name: None) -> Report:
    """The press articles among the files of a folder, placed and proven, without writing anything."""
    folder = Path(folder)
    if not folder.is_dir():
        raise RetoldError(f"{folder} is no folder. Name the folder that holds the articles")
    report, best = Report(), {}
    wanted = [corpus[name] for name, entry in corpus.entries.items() if entry.tier == "press"]
    for name, text in _texts(folder, report):
        step(name)
        for document in wanted:
            found = place(document, text, name)
            if found and (
                document.id not in best
                or (found.exact, found.proven) > (best[document.id].exact, best[document.id].proven)
            ):
                best[document.id] = found
    for document in wanted:
        if document.id in best:
            report.placed.append(best[document.id])
        else:
            told = {k: getattr(document, k) for k in ("id", "outlet", "title", "published", "sha256")}
            report.missing.append(told)
    return report


def place(document: Document, text: str, name: str = "") -> Placed | None:
    """A press document on a copy of its article, or None where ``text`` is no copy of it."""
    key = unlock(document.fingerprint, text)
    if key is None:
        return None
    exact = sha256(text.encode()).hexdigest() == document.sha256
    prover = Prover(key, text)
    refused: list[Refused] = []
    layers: dict[str, tuple[Any, ...]] = {}
    for layer in LAYERS:
        layers[layer] = tuple(_placed(getattr(document, layer), layer, prover, text, exact, refused))
    kept = {a.id for items in layers.values() for a in items}
    layers["events"] = tuple(_with_arguments(e, kept, refused) for e in layers["events"])
    layers["times"] = tuple(_with_anchor(t, kept) for t in layers["times"])
    total = sum(len(items) for _, items in document.layers())
    found = msgspec.structs.replace(
        document,
        text=text,
        sha256=sha256(text.encode()).hexdigest(),
        length=len(text),
        **{k: _sorted(v) for k, v in layers.items()},
    )
    return Placed(found, name, exact, total, tuple(refused))


def _placed(
    items: Iterable[Any], layer: str, prover: Prover, text: str, exact: bool, refused: list[Refused]
) -> Iterator[Any]:
    for item in items:
        try:
            if isinstance(item, Quotation):
                parts = {
                    p: _proven(getattr(item, p), prover, text, exact) for p in ("source", "cue") if getattr(item, p)
                }
                content = tuple(_proven(span, prover, text, exact) for span in item.content)
                yield msgspec.structs.replace(item, content=content, **parts)
            else:
                span = _proven(item, prover, text, exact)
                yield msgspec.structs.replace(item, start=span.start, end=span.end, text=span.text, digest=None)
        except _Unproven as reason:
            refused.append(Refused(layer, item.id, str(reason)))


class _Unproven(Exception):
    """A span that its digest does not prove anywhere, or proves in several places."""


def _proven(span: Surface, prover: Prover, text: str, exact: bool) -> Surface:
    places = prover.places(span.digest)
    if exact:
        places = [p for p in places if (p.start, p.end) == (span.start, span.end)]
    if len(places) != 1:
        raise _Unproven("no place proves it" if not places else f"{len(places)} places prove it")
    return Surface(start=places[0].start, end=places[0].end, text=places[0].of(text))


def _with_arguments(event: Event, kept: set[str], refused: list[Refused]) -> Event:
    for argument in event.arguments:
        if argument.ref_id not in kept:
            refused.append(Refused("arguments", event.id, f"its {argument.role} {argument.ref_id} is left out"))
    return msgspec.structs.replace(event, arguments=tuple(a for a in event.arguments if a.ref_id in kept))


def _with_anchor(time: Any, kept: set[str]) -> Any:
    lost = time.anchor not in (None, "t0") and time.anchor not in kept
    return msgspec.structs.replace(time, anchor=None) if lost else time


def _sorted(items: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted(items, key=lambda a: (a.start, -a.end, a.id)))


def _texts(folder: Path, report: Report) -> Iterator[tuple[str, str]]:
    """The texts of a folder, whatever their names; what is no text is noted in the report."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if path.stat().st_size > LARGEST:
            report.passed_over[name] = f"larger than {LARGEST} bytes"
            continue
        try:
            yield name, path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            report.passed_over[name] = f"byte {error.start} is not UTF-8"
        except OSError as error:
            report.passed_over[name] = error.strerror or str(error)


def _target(out: Path | str | None, corpus: Corpus) -> Path:
    target = Path(out).absolute() if out is not None else home() / "press"
    repositories = {package_root().resolve(), Path(getattr(corpus.files, "path", package_root())).resolve()}
    if repositories & {target.resolve(), *target.resolve().parents}:
        raise RetoldError(
            f"{target} lies in the repository, where press texts must never be. Name another folder: --out DIR"
        )
    if target.exists() and any(target.iterdir()) and not _ours(target):
        raise RetoldError(f"{target} holds something else. Name an empty folder, or one that hydration made: --out DIR")
    return target


def _ours(target: Path) -> bool:
    card = target / "README.md"
    return card.is_file() and f"pretty_name: {NAME}" in card.read_text(encoding="utf-8", errors="replace")


NAME = "Retold, press"
CARD = """
# Retold, press tier

Press articles from your own copies, with the annotations of Retold placed on them and proven span by span.
The texts belong to their publishers: keep this folder to yourself. The annotations are CC BY 4.0.

```python
from datasets import load_dataset

mentions = load_dataset({folder!r}, "mentions", split="press")
```
"""


def _write(documents: list[Document], corpus: Corpus, target: Path) -> None:
    from . import card, croissant
    from .build import ABOUT, split_tables
    from .folder import dump_json, replaced, write_tables

    with replaced(target) as (fresh,):
        made = write_tables(split_tables(documents, corpus), fresh / "data")
        languages = sorted({d.language for d in documents})
        about = ABOUT | {
            "pretty_name": NAME,
            "license": "other",
            "license_name": "publishers-texts",
            "language": languages,
        }
        text = card.front_matter(made, about) + CARD.format(folder=str(target))
        (fresh / "README.md").write_bytes(text.encode())
        described = croissant.describe(
            made, name="retold-press", description=f"{NAME}: placed on a holder's copies.", languages=languages
        )
        (fresh / "croissant.json").write_bytes(dump_json(described))
