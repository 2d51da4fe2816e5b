"""A document as a reader sees it: its text with the spans of one layer marked, and the layers as lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import regex

from .columns import LAYER_COLUMNS
from .differences import Difference
from .document import LAYERS, Document, Surface
from .problem import RetoldError

INLINE = ("mentions", "times", "events", "claims", "noise", "languages")
"""Layers whose spans nest, so that brackets can show them."""
_UNPRINTABLE = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}--[\n\u200d]]", regex.V1)


def safe(text: str) -> str:
    """Text of a corpus made safe for a terminal: control and format characters become visible.

    >>> safe("red\\x1b[31m")
    'red�[31m'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def marked(document: Document, layer: str) -> str:
    """The text with the spans of a layer in brackets, each with what it is.

    ``⟦Roscosmos⟧ORG:roscosmos`` for a mention; RetoldError for a layer that brackets can't show.
    """
    if layer not in INLINE:
        raise RetoldError(f"the text can't show {layer!r}. Use one of: {', '.join(INLINE)}")
    text = _text(document)
    points: list[tuple[int, int, int, str]] = []
    for a in getattr(document, layer):
        points.append((a.start, 1, -(a.end - a.start), "⟦"))
        points.append((a.end, 0, a.end - a.start, f"⟧{_tag(a, layer)}"))
    parts, at = [], 0
    for place, _, _, mark in sorted(points, key=lambda p: p[:3]):
        parts += [text[at:place], mark]
        at = place
    return safe("".join([*parts, text[at:]]))


def _tag(a: Any, layer: str) -> str:
    if layer == "mentions":
        return f"{a.type}:{a.entity}" + (f">{a.metonymy}" if a.metonymy else "")
    if layer == "times":
        return f"{a.type}:{a.value}"
    if layer == "events":
        return f"{a.type}:{a.event or '-'}"
    if layer == "claims":
        return f"{a.fidelity}:{a.fact or '-'}" + (f"({','.join(a.distortions)})" if a.distortions else "")
    if layer == "noise":
        return f"{a.kind}→{'?' if a.intended is None else repr(a.intended)}"
    return a.language


def listed(document: Document, layer: str) -> list[dict[str, str]]:
    """The annotations of a layer as rows of strings: id, surface, and the layer's fields."""
    if layer not in LAYERS:
        raise RetoldError(f"no layer {layer!r}. There are: {', '.join(LAYERS)}")
    return [_row(document, a, layer) for a in getattr(document, layer)]


def _row(document: Document, a: Any, layer: str) -> dict[str, str]:
    spans: Iterable[Surface] = a.content if layer == "quotations" else (a,)
    row = {"id": a.id, "text": " […] ".join(safe(document.surface(s)) for s in spans)}
    for column in LAYER_COLUMNS[layer]:
        value = getattr(a, column.field)
        if column.name == "content":
            continue
        if isinstance(value, Surface):
            value = safe(document.surface(value))
        row[column.name] = ", ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
    if layer == "events":
        own = document.annotations()
        row["arguments"] = ", ".join(f"{x.role}={safe(document.surface(own[x.ref_id]))}" for x in a.arguments)
    return row


def told(document: Document, layer: str, annotation: Any) -> dict[str, str]:
    """An annotation in words, as a reading of it is recorded: its name, what it marks, what it says."""
    row = _row(document, annotation, layer)
    fields = [f"{name}: {value}" for name, value in row.items() if name not in ("id", "text") and value]
    return {"id": f"{document.id}/{layer}/{row['id']}", "surface": row["text"], "told": "\n".join(fields)}


def sides(first: Document, second: Document, difference: Difference) -> dict[str, str]:
    """A difference between two passes, told: the place, what differs, and how each side marks it."""
    here = Surface(start=difference.start, end=difference.end)
    told = {"text": safe(first.surface(here)), "differs": ", ".join(difference.fields) or "marked by one"}
    for name, document, a in (("first", first, difference.first), ("second", second, difference.second)):
        if a is None:
            told[name] = "–"
            continue
        row = _row(document, a, difference.layer)
        shown = {"text": row["text"]} if "span" in difference.fields else {}
        fields = [field for field in difference.fields if field != "span"] or [
            k for k in row if k not in ("id", "text")
        ]
        told[name] = "\n".join(
            [*shown.values(), *(f"{field}: {row.get(field, '')}" for field in fields if row.get(field))]
        )
    return told


def _text(document: Document) -> str:
    if document.text is None:
        raise RetoldError(f"{document.id}: the text is not at hand. Place your copies first: retold hydrate DIR")
    return document.text
