"""Drafts: annotation without counting characters, and the way back.

A draft is an annotation file that quotes where the corpus counts. A place is a *quote*: enough of the text to
be found once, with the span between ⟦ and ⟧ where it is not the whole quote; ``⟨…⟩`` stands for whatever lies
between a span's first and last words (a TextQuoteSelector of the W3C Web Annotation model, in one string)::

    {"quote": "letters to ⟦the agency⟧, which", "type": "ORG", "form": "nominal", "entity": "csa"}
    {"quote": "The board voted⟨…⟩until further notice.", "kind": "paragraph"}

A backslash takes its meaning from a mark. A quote that fits two places, or none, is refused.
"""

from __future__ import annotations

import json
from typing import Any

import regex

from .document import LAYERS, PREFIXES, Document, Entry, Surface, place, plain
from .problem import RetoldError
from .proof import Prover, key_of, seal
from .span import Span

OPEN, CLOSE, GAP = "⟦", "⟧", "⟨…⟩"
_PIECE = regex.compile(r"\\(.)|(⟦)|(⟧)|(⟨…⟩)|([^\\⟦⟧⟨]+|.)", regex.DOTALL)
DEFAULTS: dict[str, dict[str, Any]] = {
    "mentions": {"form": "name"},
    "events": {"polarity": "positive", "modality": "actual", "event": None, "arguments": []},
    "claims": {"distortions": []},
}
"""What a draft may leave out."""


def locate(text: str, quote: str, where: str = "quote") -> Span:
    """The span that a quote names; RetoldError where it names none or several.

    >>> locate("NASA said that NASA stays", "that ⟦NASA⟧")
    Span(start=15, end=19)
    """
    before, first, gap, last, after = _parse(quote, where)
    if not gap:
        at = _only(text, before + first + after, where)
        return Span(start=at + len(before), end=at + len(before) + len(first))
    start = _only(text, before + first, where) + len(before)
    end = _only(text, last + after, where) + len(last)
    if start + len(first) > end - len(last):
        raise RetoldError(
            f"{where}: the end {last!r} stands before the start {first!r}. Quote them in the text's order"
        )
    return Span(start=start, end=end)


def quote(text: str, span: Span) -> str:
    """The shortest quote of its kind that names a span: whole words of context, as many as it takes."""
    surface = span.of(text)
    for reach in range(0, len(text) + 8, 8):
        before, after = text[max(0, span.start - reach) : span.start], text[span.end : span.end + reach]
        if _count(text, before + surface + after) == 1:
            return _write(before, surface, after)
    raise ValueError(f"{span} is not in the text")


def _parse(quote: str, where: str) -> tuple[str, str, bool, str, str]:
    """Context before, span (its first words), whether there is a gap, its last words, context after."""
    parts, stage, marks = ["", "", "", ""], 0, []
    for escaped, opening, closing, gap, letters in _PIECE.findall(quote):
        if mark := opening or closing or gap:
            marks.append(mark)
            stage = {OPEN: 1, CLOSE: 3, GAP: 2}[mark]
        else:
            parts[stage] += escaped or letters
    if OPEN not in marks and CLOSE not in marks:
        parts = ["", parts[0] + parts[1], parts[2], ""]
    if marks not in ([], [GAP], [OPEN, CLOSE], [OPEN, GAP, CLOSE]) or not parts[1] or (GAP in marks and not parts[2]):
        raise RetoldError(f"{where}: {quote!r} is no quote. Put the span between ⟦ and ⟧, at most one ⟨…⟩ inside it")
    before, first, last, after = parts
    return before, first, GAP in marks, last, after


def _write(before: str, surface: str, after: str) -> str:
    def escape(piece: str) -> str:
        return regex.sub(r"[\\⟦⟧⟨]", lambda m: "\\" + m[0], piece)

    if not before and not after:
        return escape(surface)
    return f"{escape(before)}{OPEN}{escape(surface)}{CLOSE}{escape(after)}"


def _count(text: str, piece: str) -> int:
    """Places, overlapping ones counted."""
    count, at = 0, text.find(piece)
    while at >= 0 and count < 2:
        count, at = count + 1, text.find(piece, at + 1)
    return count


def _only(text: str, piece: str, where: str) -> int:
    at = text.find(piece)
    if at < 0:
        raise RetoldError(f"{where}: {piece!r} is not in the text. Quote it letter by letter, white space included")
    again = text.find(piece, at + 1)
    if again >= 0:
        around = [text[max(0, i - 20) : i + len(piece) + 20] for i in (at, again)]
        raise RetoldError(f"{where}: {piece!r} stands in the text more than once: {around}. Quote more around it")
    return at


def anchor(draft: dict[str, Any], text: str) -> Document:
    """The document that a draft describes: quotes resolved, ids given, hash, length and proofs computed.

    ``draft`` holds ``document`` (the manifest line without what is computed) and the layers; ``text`` is the
    document's text. An item may say ``"every": true`` to stand for all whole-word places of its quote. All
    that is wrong is reported in one RetoldError, a line each.
    """
    import hashlib

    told = dict(draft.get("document", {}))
    press = told.get("tier") == "press"
    prover = Prover(key_of(text), text) if press else None
    errors: list[str] = []
    layers: dict[str, list[dict[str, Any]]] = {}
    for layer in LAYERS:
        layers[layer] = []
        for index, item in enumerate(draft.get(layer, [])):
            where = f"{layer}[{index}]"
            try:
                for span in _spans(text, item, where):
                    row = DEFAULTS.get(layer, {}) | {k: v for k, v in item.items() if k not in ("quote", "every")}
                    if layer == "quotations":
                        for part in ("source", "cue"):
                            if row.get(part):
                                row[part] = _surface(text, locate(text, row[part], f"{where}.{part}"), prover)
                            else:
                                row.pop(part, None)
                        row["content"] = [
                            _surface(text, locate(text, q, f"{where}.content[{i}]"), prover)
                            for i, q in enumerate(row["content"])
                        ]
                    else:
                        row |= _surface(text, span, prover)
                    layers[layer].append(row)
            except RetoldError as error:
                errors.append(str(error))
            except (KeyError, TypeError, ValueError) as error:
                errors.append(f"{where}: {error}. See retold.draft for what an item holds")
    for layer, rows in layers.items():
        taken = {row["id"] for row in rows if "id" in row}
        numbers = (f"{PREFIXES[layer]}{n}" for n in range(1, 10**6) if f"{PREFIXES[layer]}{n}" not in taken)
        rows.sort(key=place)
        for row in rows:
            row.setdefault("id", None)
            row["id"] = row["id"] or next(numbers)
    _refer(text, layers, errors)
    unknown = set(draft) - {"document", *LAYERS}
    errors += [f"unknown part {name!r}. A draft holds document, {', '.join(LAYERS)}" for name in sorted(unknown)]
    if errors:
        raise RetoldError("\n".join(errors))
    entry = Entry(
        **{"licence": "LicenseRef-publisher" if press else "CC-BY-4.0"} | told,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        length=len(text),
        fingerprint=seal(text) if press else None,
    )
    return Document.from_json(entry, layers, text)


def _spans(text: str, item: dict[str, Any], where: str) -> list[Span | None]:
    if "content" in item:
        return [None]
    if not item.get("every"):
        return [locate(text, item["quote"], where)]
    pattern = rf"(?<![\p{{L}}\p{{N}}_]){regex.escape(item['quote'])}(?![\p{{L}}\p{{N}}_])"
    found = [Span(start=m.start(), end=m.end()) for m in regex.finditer(pattern, text)]
    if not found:
        raise RetoldError(f"{where}: {item['quote']!r} is not in the text as a whole word. Quote it letter by letter")
    return found


def _surface(text: str, span: Span, prover: Prover | None) -> dict[str, Any]:
    place = {"start": span.start, "end": span.end}
    return place | ({"digest": prover.digest(span)} if prover else {"text": span.of(text)})


def _refer(text: str, layers: dict[str, list[dict[str, Any]]], errors: list[str]) -> None:
    """Arguments quoted become arguments named."""
    for row in layers["events"]:
        resolved = []
        for argument in row["arguments"]:
            if "ref_id" in argument:
                resolved.append(argument)
                continue
            where = f"events {row['id']} ({row.get('text', '')}) argument {argument.get('role')}"
            try:
                span = locate(text, argument["quote"], where)
            except (RetoldError, KeyError) as error:
                errors.append(str(error))
                continue
            kinds = ("times",) if argument["role"] == "time" else ("mentions", "events")
            fits = [r["id"] for k in kinds for r in layers[k] if (r["start"], r["end"]) == (span.start, span.end)]
            if len(fits) != 1:
                errors.append(
                    f"{where}: {span.of(text)!r} is {len(fits)} of the {' and '.join(kinds)}, not one. "
                    "Quote exactly the span of the mention, time or event meant"
                )
            else:
                resolved.append({"role": argument["role"], "ref_id": fits[0]})
        row["arguments"] = resolved


COMPUTED = ("sha256", "length", "fingerprint", "licence")


def unanchor(document: Document) -> dict[str, Any]:
    """The draft of a document whose text is at hand: ``anchor(unanchor(d), d.text) == d``."""
    if document.text is None:
        raise RetoldError(f"{document.id}: the text is not at hand. Hydrate first: retold hydrate DIR")
    text = document.text

    def told(span: Surface) -> str:
        return quote(text, span)

    draft: dict[str, Any] = {
        "document": {
            name: value
            for name, value in plain(document.entry).items()
            if name not in COMPUTED and not (value is None and name == "file")
        }
    }
    for name, layer in document.layers():
        draft[name] = []
        for annotation in layer:
            row = plain(annotation)
            if name == "quotations":
                row |= {part: told(getattr(annotation, part)) for part in ("source", "cue") if part in row}
                row["content"] = [told(part) for part in annotation.content]
            else:
                row = {"id": annotation.id, "quote": told(annotation)} | {
                    k: v for k, v in row.items() if k not in ("id", "start", "end", "text", "digest")
                }
            draft[name].append(row)
    return draft


def dumps(draft: dict[str, Any]) -> str:
    """A draft as people edit it: an item a line."""
    parts = []
    for key, value in draft.items():
        rows = (
            ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in value) if isinstance(value, list) else ""
        )
        body = f"[\n{rows}\n  ]" if rows else json.dumps(value, ensure_ascii=False)
        parts.append(f"  {json.dumps(key)}: {body}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
