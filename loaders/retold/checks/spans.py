"""Rules on spans: in the text, whole, where the text says they are, tiled or nested as their layer demands."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from ..document import Document
from ..proof import Prover, unlock
from .state import Finding, State, in_bounds, places, shown, sound_places


def span_bounds(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for p in places(d):
            if not in_bounds(d, p.span):
                message = f"{p.span.start}:{p.span.end} is empty or leaves the text of {d.length} code points"
                yield Finding(d.annotation_file, p.pointer, message, "Anchor it anew from a quote", p.span.text or "")


def span_edges(state: State) -> Iterator[Finding]:
    for d in _with_text(state):
        for p in sound_places(d):
            surface = p.span.of(d.text)
            if surface != surface.strip():
                message = "starts or ends in white space"
                yield Finding(
                    d.annotation_file,
                    p.pointer,
                    message,
                    "Move the edge to the first or last character",
                    shown(repr(surface)),
                )


def span_grapheme(state: State) -> Iterator[Finding]:
    for d in _with_text(state):
        edges = {0, *(match.end() for match in regex.finditer(r"\X", d.text))}
        for p in sound_places(d):
            if p.span.start not in edges or p.span.end not in edges:
                message = "cuts a character from its mark, or an emoji in two"
                yield Finding(
                    d.annotation_file,
                    p.pointer,
                    message,
                    "Move the edge to the end of the grapheme",
                    shown(p.span.of(d.text)),
                )


def span_surface(state: State) -> Iterator[Finding]:
    for d in _with_text(state):
        for p in sound_places(d):
            if p.span.text is not None and p.span.of(d.text) != p.span.text:
                message = f"the text has «{shown(p.span.of(d.text))}» at {p.span.start}:{p.span.end}"
                yield Finding(d.annotation_file, p.pointer, message, "Anchor it anew from a quote", shown(p.span.text))


def span_digest(state: State) -> Iterator[Finding]:
    for d in _with_text(state):
        key = unlock(d.fingerprint, d.text) if d.fingerprint else None
        if key is None:
            continue
        prover = Prover(key, d.text)
        for p in sound_places(d):
            if p.span.digest is not None and not prover.proves(p.span.digest, p.span):
                message = f"the digest does not prove {p.span.start}:{p.span.end}"
                yield Finding(d.annotation_file, p.pointer, message, "Anchor it anew from a quote", p.span.digest)


def segment_tiling(state: State) -> Iterator[Finding]:
    for d in state.documents:
        segments = [s for s in d.segments if in_bounds(d, s)]
        for index, (a, b) in enumerate(pairwise(segments)):
            if a.overlaps(b):
                yield Finding(
                    d.annotation_file,
                    f"/segments/{index + 1}",
                    "overlaps the segment before it",
                    "Move one of the edges",
                    d.surface(b)[:30],
                )
        if d.text is None:
            continue
        ends = [0, *(s.end for s in segments)]
        starts = [*(s.start for s in segments), len(d.text)]
        for index, (end, start) in enumerate(zip(ends, starts, strict=True)):
            if end < start and (gap := d.text[end:start].strip()):
                yield Finding(
                    d.annotation_file,
                    f"/segments/{index}",
                    f"no segment covers {end}:{start} before it",
                    "Add one, or widen a neighbour",
                    shown(gap),
                )


def segment_crossing(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for p in sound_places(d):
            if p.layer != "segments" and any(p.span.overlaps(s) and p.span not in s for s in d.segments):
                yield Finding(
                    d.annotation_file,
                    p.pointer,
                    "leaves its segment",
                    "Split it, or move the segment's edge",
                    shown(d.surface(p.span)),
                )


def mention_crossing(state: State) -> Iterator[Finding]:
    for d in state.documents:
        held = []
        for index, m in enumerate(d.mentions):
            held = [h for h in held if h.end > m.start]
            for h in held:
                if h.crosses(m):
                    yield Finding(
                        d.annotation_file,
                        f"/mentions/{index}",
                        f"crosses {h.id} «{shown(d.surface(h))}»",
                        "Nest them, or part them",
                        shown(d.surface(m)),
                    )
            held.append(m)


_SAME = {
    "segments": lambda a: (),
    "mentions": lambda a: (),
    "times": lambda a: (),
    "events": lambda a: (a.type, a.event),
    "quotations": lambda a: tuple((c.start, c.end) for c in a.content),
    "claims": lambda a: (a.fact,),
    "noise": lambda a: (),
    "languages": lambda a: (),
}
"""What, besides the span, makes two annotations of a layer alike."""


def layer_twin(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for layer, items in d.layers():
            seen: dict[tuple, str] = {}
            for index, a in enumerate(items):
                span = () if layer == "quotations" else (a.start, a.end)
                name = (*span, *_SAME[layer](a))
                if name in seen:
                    yield Finding(
                        d.annotation_file,
                        f"/{layer}/{index}",
                        f"marks what {seen[name]} marks",
                        "Keep one of them",
                        shown(d.surface(a.spans[0])),
                    )
                seen.setdefault(name, a.id)


def _with_text(state: State) -> list[Document]:
    return [d for d in state.documents if d.text is not None and len(d.text) == d.length]


RULES = {
    "span-bounds": (span_bounds, "a span is not empty and lies in the text"),
    "span-edges": (span_edges, "a span neither starts nor ends in white space"),
    "span-grapheme": (span_grapheme, "a span cuts no grapheme cluster"),
    "span-surface": (span_surface, "a span's text is what the text has there"),
    "span-digest": (span_digest, "a press span's digest proves it, where the article is at hand"),
    "segment-tiling": (segment_tiling, "segments cover all but white space, without overlap"),
    "segment-crossing": (segment_crossing, "no span leaves its segment"),
    "mention-crossing": (mention_crossing, "mentions nest or are disjoint"),
    "layer-twin": (layer_twin, "no two annotations of a layer are alike"),
}
