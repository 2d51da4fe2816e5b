"""Filing: what changes in the corpus folder when a document or a registry is written."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from .corpus import Corpus, lines
from .differences import Difference, numbered, winner
from .document import DECISIONS, Document, dump_lines, dumps, plain
from .draft import anchor
from .problem import RetoldError
from .schema import problems
from .source import MANIFEST, Folder, decode


def file_draft(path: Path | str, *, root: Path | str | None = None, texts: Path | str | None = None) -> str:
    """Anchor the draft at ``path`` and write the annotation file and the manifest line; returns what was written.

    The text is ``corpus/open/<id>.txt``, or for press the manifest's ``file`` in the folder ``texts``.
    """
    folder = Folder(root)
    try:
        draft = json.loads(decode(Path(path).read_bytes(), str(path)))
    except OSError as error:
        raise RetoldError(f"{path}: {error.strerror}. Name a draft, see retold.draft") from error
    except json.JSONDecodeError as error:
        raise RetoldError(f"{path}: {error}. A draft is one JSON object") from error
    told = draft.get("document", {})
    try:
        if told["tier"] == "press":
            if texts is None:
                raise RetoldError(f"{path}: a press draft needs its article. Name the folder: --texts DIR")
            source = Path(texts) / told["file"]
        else:
            source = folder.locate(f"corpus/open/{told['id']}.txt")
        text = decode(source.read_bytes(), str(source))
    except KeyError as error:
        raise RetoldError(f"{path}: document lacks {error}") from error
    except FileNotFoundError as error:
        raise RetoldError(f"{path}: no text at {source}") from error
    try:
        document = anchor(draft, text)
    except RetoldError as error:
        raise RetoldError("\n".join(f"{path}: {line}" for line in str(error).split("\n"))) from error
    entry, data = plain(document.entry), document.to_json()
    wrong = [*problems(entry, "document", MANIFEST), *problems(data, document.tier, document.annotation_file)]
    if wrong:
        raise RetoldError("\n".join(f"{path}: {problem}" for problem in wrong))
    with _locked(folder):
        folder.write(document.annotation_file, dumps(data))
        rows = [row for row in lines(folder, MANIFEST) if row["id"] != document.id]
        folder.write(MANIFEST, dump_lines([*rows, entry]))
    return document.annotation_file


def passes_of(corpus: Corpus, name: str) -> tuple[Document, Document]:
    """The first two passes over a document; RetoldError where there are not two."""
    made = [corpus.passes[annotator][name] for annotator in sorted(corpus.passes) if name in corpus.passes[annotator]]
    if len(made) < 2:
        raise RetoldError(f"{name} has {len(made)} passes. Two are needed to see where they differ")
    return made[0], made[1]


def file_decisions(corpus: Corpus, name: str, path: Path | str) -> dict[str, Difference]:
    """Record why each difference between the passes of a document was decided as it was.

    ``path`` holds a JSON object: the reason by the name of the place. Who won is read off the shipped annotation.
    Returns the differences that have no reason yet: while there are any, nothing is written.
    """
    try:
        reasons = json.loads(decode(Path(path).read_bytes(), str(path)))
    except (OSError, json.JSONDecodeError) as error:
        raise RetoldError(f"{path}: {error}. Name a JSON object: the reason by the name of the place") from error
    first, second = passes_of(corpus, name)
    found = numbered(first, second)
    if unknown := sorted(reasons.keys() - found.keys()):
        raise RetoldError(f"{path}: the passes do not differ at {', '.join(unknown)}. Run `retold adjudicate {name}`")
    missing = {key: difference for key, difference in found.items() if key not in reasons}
    if missing:
        return missing
    rows = [
        {
            "id": key,
            "differs": list(difference.fields),
            "winner": winner(difference, first, second, corpus[name]),
            "reason": reasons[key],
        }
        for key, difference in found.items()
    ]
    if wrong := [problem for row in rows for problem in problems(row, "decision", str(path), f"/{row['id']}")]:
        raise RetoldError("\n".join(map(str, wrong)))
    folder = corpus.files
    with _locked(folder):
        before = lines(folder, DECISIONS) if DECISIONS in folder else []
        kept = [row for row in before if not row["id"].startswith(f"{name}/")]
        folder.write(DECISIONS, dump_lines([*kept, *rows]))
    return {}


@contextmanager
def _locked(folder: Folder) -> Iterator[None]:
    """One writer at a time: the manifest is read and written as a whole."""
    handle = os.open(folder.path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def open_corpus(root: Path | str | None, texts: Path | str | None) -> Corpus:
    """The corpus with those press texts of which a folder holds exact copies, under any name."""
    corpus = Corpus.open(root)
    if texts is not None:
        wanted = {entry.sha256: entry.id for entry in corpus.entries.values() if entry.tier == "press"}
        for path in sorted(Path(texts).rglob("*")):
            data = path.read_bytes() if path.is_file() else b""
            name = wanted.get(sha256(data).hexdigest())
            if name:
                corpus.texts[name] = decode(data, str(path))
    return corpus


def reform(root: Path | str | None = None) -> list[str]:
    """Write every annotation file, registry and the manifest in its one form; returns the names that changed."""
    folder, changed = Folder(root), []
    with _locked(folder):
        for name in folder:
            if name.endswith(".jsonl"):
                data = dump_lines(lines(folder, name))
            elif name.startswith(("annotations/open/", "annotations/press/")):
                data = dumps(json.loads(decode(folder[name], name)))
            else:
                continue
            if data != folder[name]:
                folder.write(name, data)
                changed.append(name)
    return changed
