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
from .document import dump_lines, dumps, plain
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
