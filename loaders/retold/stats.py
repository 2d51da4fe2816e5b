"""Counts of the corpus: documents, words, annotations and labels, split by split."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import regex

from .columns import LAYER_COLUMNS, Labels, List
from .corpus import Corpus
from .document import LAYERS, Document
from .parquet import used
from .schema import REGISTRIES

SPLITS = ("train", "validation", "test", "press")


def words(text: str) -> int:
    """Runs of letters, digits and marks."""
    return len(regex.findall(r"[\p{L}\p{N}\p{M}]+", text))


def count(documents: Iterable[Document]) -> dict[str, Any]:
    """Counts of some documents; ``words`` counts only texts that are at hand."""
    documents = list(documents)
    return {
        "documents": len(documents),
        "words": sum(words(d.text) for d in documents if d.text is not None),
        "code_points": sum(d.length for d in documents),
        "annotations": {layer: sum(len(getattr(d, layer)) for d in documents) for layer in LAYERS},
        "labels": {layer: _labels(documents, layer) for layer in LAYERS},
        "languages": dict(sorted(Counter(d.language for d in documents).items())),
        "registers": dict(sorted(Counter(d.register for d in documents).items())),
        "stories": dict(sorted(Counter(d.story for d in documents).items())),
        "derivations": dict(sorted(Counter(d.derivation for d in documents).items())),
    }


def _labels(documents: list[Document], layer: str) -> dict[str, dict[str, int]]:
    """For each labelled field of a layer, every label with its count, zeros included."""
    found = {}
    for column in LAYER_COLUMNS[layer]:
        kind = column.type.of if isinstance(column.type, List) else column.type
        if isinstance(kind, Labels):
            values = [getattr(a, column.name) for d in documents for a in getattr(d, layer)]
            counts = Counter(v for value in values for v in (value if isinstance(value, tuple) else (value,)))
            found[column.name] = {label: counts[label] for label in kind.all}
    if layer == "events":
        counts = Counter(a.role for d in documents for e in d.events for a in e.arguments)
        found["role"] = {label: counts[label] for label in Labels("role").all}
    return found


def statistics(corpus: Corpus) -> dict[str, Any]:
    """Counts a split, of the open tier, and of the links between documents."""
    documents = list(corpus.values())
    by_split = {split: [d for d in documents if d.split == split] for split in SPLITS}
    return {
        "splits": {split: count(found) for split, found in by_split.items() if found},
        "open": count(d for d in documents if d.tier == "open"),
        "all": count(documents),
        "chains": chains(documents),
        "registries": _registries(corpus, documents),
    }


def chains(documents: Iterable[Document]) -> list[list[str]]:
    """Texts made from texts made from texts: every longest line of ids, from the original on, longest first."""
    known = {d.id: d for d in documents}
    made_from = {d.derived_from for d in known.values()}
    lines = []
    for end in (d for d in known.values() if d.derived_from and d.id not in made_from):
        line = [end.id]
        while (source := known[line[0]].derived_from) in known and source not in line:
            line.insert(0, source)
        lines.append(line)
    return sorted(lines, key=lambda line: (-len(line), line))


def _registries(corpus: Corpus, documents: list[Document]) -> dict[str, dict[str, int]]:
    lines = used(documents, corpus.registry)
    return {
        kind: {
            "lines": len(getattr(corpus.registry, kind)),
            "in_two_documents_or_more": sum(len(ids) > 1 for ids in lines[kind].values()),
            "in_two_languages_or_more": sum(
                len({corpus.entries[i].language for i in ids}) > 1 for ids in lines[kind].values()
            ),
        }
        for kind in REGISTRIES
    }


def missing(found: Mapping[str, Any]) -> dict[str, list[str]]:
    """The labels of some counts that no annotation bears, by ``layer.field``."""
    return {
        f"{layer}.{name}": [label for label, n in counts.items() if not n]
        for layer, fields in found["labels"].items()
        for name, counts in fields.items()
        if not all(counts.values())
    }
