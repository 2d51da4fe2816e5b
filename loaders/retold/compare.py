"""All renderings of one utterance, side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Any

import regex

from .corpus import Registry
from .document import Document, Quotation
from .problem import RetoldError


@dataclass(frozen=True, slots=True)
class Rendering:
    """How one document renders an utterance; ``changes`` says what its claims and its noise did to it.

    ``words`` compares it with the first rendering of the same language: ``-left out`` and ``+put in``.
    """

    document: str
    outlet: str
    published: str | None
    language: str
    type: str
    rendering: str
    text: str
    changes: tuple[str, ...]
    words: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def compare(statement: str, documents: Iterable[Document], registry: Registry) -> list[Rendering]:
    """The renderings of a statement, earliest first; RetoldError where there is no such statement."""
    if statement not in registry.statements:
        near = get_close_matches(statement, registry.statements, 3)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise RetoldError(
            f"no statement {statement!r}.{hint} There are {len(registry.statements)}: {', '.join(registry.statements)}"
        )
    found = [(d, q) for d in documents for q in d.quotations if q.statement == statement]
    found.sort(key=lambda pair: (pair[0].published or "9999", pair[0].id, pair[1].start))
    first: dict[str, str] = {}
    renderings = []
    for document, quotation in found:
        text = " […] ".join(document.surface(part) for part in quotation.content)
        language = _language(document, quotation)
        base = first.setdefault(language, text) if document.text is not None else text
        renderings.append(
            Rendering(
                document=document.id,
                outlet=document.outlet,
                published=document.published,
                language=language,
                type=quotation.type,
                rendering=quotation.rendering,
                text=text,
                changes=tuple(_changes(document, quotation)),
                words=tuple(_words(base, text)) if base != text else (),
            )
        )
    return renderings


def _language(document: Document, quotation: Quotation) -> str:
    """The language the rendering is in: that of a marked stretch around it, else the document's."""
    inside = [s for s in document.languages if quotation.content[0] in s]
    return inside[0].language if inside else document.language


def _changes(document: Document, quotation: Quotation) -> Iterable[str]:
    for claim in document.claims:
        if claim.fidelity != "faithful" and any(claim.overlaps(part) for part in quotation.content):
            named = f" ({', '.join(claim.distortions)})" if claim.distortions else ""
            yield f"{claim.fidelity}{named}: {claim.note or 'no fact backs it'}"
    for noise in document.noise:
        if any(noise in part for part in quotation.content):
            meant = "?" if noise.intended is None else noise.intended or "nothing"
            yield f"{noise.kind}: «{document.surface(noise)}» for {meant}"


def _words(base: str, text: str) -> Iterable[str]:
    a, b = (regex.findall(r"[\p{L}\p{N}\p{M}]+", t.casefold()) for t in (base, text))
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from [f"-{' '.join(a[a1:a2])}"] if a1 < a2 else []
            yield from [f"+{' '.join(b[b1:b2])}"] if b1 < b2 else []
