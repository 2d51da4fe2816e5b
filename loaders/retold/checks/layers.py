"""Rules within a layer: quotations, times, claims, noise and languages make sense in themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations

from ..document import Document, Quotation, Time
from ..schema import HOME
from ..source import root
from ..timex import day, types
from .state import Finding, State, in_bounds, shown

MARKS = "\"“”„‟«»‹›‘’‚'`"


def quotation_parts(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, q in enumerate(d.quotations):
            for a, b in combinations(q.spans, 2):
                if a.overlaps(b):
                    message = f"two of its parts share {b.start}:{min(a.end, b.end)}"
                    yield Finding(
                        d.annotation_file,
                        f"/quotations/{index}",
                        message,
                        "Source, cue and contents are disjoint",
                        shown(d.surface(b)),
                    )


def quotation_marks(state: State) -> Iterator[Finding]:
    for d in state.documents:
        if d.text is None:
            continue
        posts = [s for s in d.segments if s.kind == "post"]
        direct = [p for q in d.quotations if q.type == "direct" for p in q.content if in_bounds(d, p)]
        starts, ends = {p.start for p in direct}, {p.end for p in direct}
        for index, q in enumerate(d.quotations):
            parts = [p for p in q.content if in_bounds(d, p)]
            for number, part in enumerate(parts if q.type == "direct" else ()):
                opened = _marked(d.text, part.start, -1) or _joins(d.text, ends, part.start, -1)
                closed = _marked(d.text, part.end, 1) or _joins(d.text, starts, part.end, 1)
                inside = part.of(d.text)
                wrapped = inside[0] in MARKS and inside[-1] in MARKS
                if (wrapped or not opened or not closed) and not any(part in post for post in posts):
                    message = "direct content is not what stands between the marks"
                    fix = "Move the edges to the marks or to the next part, or call it mixed or indirect"
                    yield Finding(
                        d.annotation_file, f"/quotations/{index}/content/{number}", message, fix, shown(inside)
                    )
            if q.type == "mixed" and not any(
                c in MARKS for p in parts for c in d.text[max(0, p.start - 1) : p.end + 1]
            ):
                message = "mixed, but no piece of it stands between marks"
                snippet = shown(parts[0].of(d.text) if parts else "")
                yield Finding(d.annotation_file, f"/quotations/{index}/type", message, "Call it indirect", snippet)


def _marked(text: str, edge: int, step: int) -> bool:
    """Whether a quotation mark stands at the outer side of an edge."""
    at = edge - 1 if step < 0 else edge
    return 0 <= at < len(text) and text[at] in MARKS


def _joins(text: str, edges: set[int], edge: int, step: int) -> bool:
    """Whether only white space and stops part an edge from the next part of the same marked stretch."""
    at = edge
    while at not in edges:
        character = text[at - 1 : at] if step < 0 else text[at : at + 1]
        if not character or not (character.isspace() or character in ".,;:!?…"):
            return False
        at += step
    return True


def _misattributed(d: Document, q: Quotation) -> bool:
    """Whether a claim says that the text gives the words to somebody else: then the source names another speaker."""
    bent = [c for c in d.claims if {"agent", "attribution", "identity"}.intersection(c.distortions)]
    return any(claim.overlaps(part) for claim in bent for part in q.content)


def quotation_speaker(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, q in enumerate(d.quotations):
            if q.source is None:
                continue
            inside = [m for m in d.mentions if m.overlaps(q.source)]
            if _misattributed(d, q):
                continue
            if not any(q.speaker in (m.entity, m.metonymy) or m.type in ("ORG", "GPE") or m.metonymy for m in inside):
                message = f"neither {q.speaker} nor an organisation is mentioned in the source"
                fix = "Mark the mention, or name the entity that the source mentions"
                yield Finding(
                    d.annotation_file, f"/quotations/{index}/source", message, fix, shown(d.surface(q.source))
                )


def time_value(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, t in enumerate(d.times):
            if not types(t.value):
                yield Finding(
                    d.annotation_file, f"/times/{index}/value", "no TIMEX3 value", "See Times in GUIDELINES.md", t.value
                )


def time_type(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, t in enumerate(d.times):
            if (fits := types(t.value)) and t.type not in fits:
                message, fix = f"{t.value} is no {t.type}", f"Use {' or '.join(sorted(fits))}, or mend the value"
                yield Finding(d.annotation_file, f"/times/{index}/type", message, fix, shown(d.surface(t)))


def time_anchor(state: State) -> Iterator[Finding]:
    for d in state.documents:
        ids = {t.id for t in d.times}
        for index, t in enumerate(d.times):
            if t.anchor == "t0" and d.published is None:
                message, fix = (
                    "anchored to a day of publication that nobody knows",
                    "Anchor it to a date in the text, or to nothing",
                )
            elif t.anchor not in (None, "t0") and (t.anchor not in ids or t.anchor == t.id):
                message, fix = (
                    f"the anchor {t.anchor} is no other time of the document",
                    "Name t0 or the id of another time",
                )
            else:
                continue
            yield Finding(d.annotation_file, f"/times/{index}/anchor", message, fix, shown(d.surface(t)))


def time_resolves(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, t in enumerate(d.times if d.text is not None else ()):
            if not in_bounds(d, t) or t.type not in types(t.value):
                continue
            said = t.of(d.text).casefold()
            for word in [said] if said in _relative().get(d.language[:2], {}) else said.split():
                if (meant := _meant(d, t, word)) is not None:
                    message = f"«{word}» is {meant}, counted from {d.published}"
                    yield Finding(
                        d.annotation_file,
                        f"/times/{index}/value",
                        message,
                        "Resolve it from the day of publication",
                        t.value,
                    )


def _meant(d: Document, t: Time, word: str) -> str | None:
    """What a relative word means where the value says otherwise, else None."""
    shift = _relative().get(d.language[:2], {}).get(word)
    if shift is None or t.anchor not in (None, "t0"):
        return None
    told = day(t.value)
    if isinstance(shift, str):
        if told is None:
            return None if f"-{shift}" in t.value[-2:] or "W" not in t.value else f"weekday {shift}"
        far = abs((told - date.fromisoformat(d.published)).days) > 7 if t.anchor == "t0" else False
        return f"weekday {shift} within a week" if told.isoweekday() != int(shift) or far else None
    if t.anchor != "t0":
        return None
    due = date.fromisoformat(d.published) + timedelta(days=shift)
    return None if told == due or t.value == "PRESENT_REF" else due.isoformat()


@cache
def _relative() -> dict[str, dict[str, int | str]]:
    """Words by language: days from publication, or a weekday as a string, 1 for Monday."""
    return json.loads((root() / HOME / "relative-times.json").read_bytes())


def claim_fidelity(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, c in enumerate(d.claims):
            bent = c.fidelity in ("partial", "distorted")
            if (c.fact is None) != (c.fidelity == "unsupported"):
                step, message, fix = (
                    "fidelity",
                    f"{c.fidelity} with fact {c.fact}",
                    "Unsupported claims, and only they, have no fact",
                )
            elif bent and not c.distortions:
                step, message, fix = (
                    "distortions",
                    f"{c.fidelity}, but nothing is named",
                    "Name what was bent or left out",
                )
            elif not bent and c.distortions:
                step, message, fix = (
                    "distortions",
                    f"{c.fidelity}, yet {', '.join(c.distortions)} is named",
                    "Empty the list, or call it partial or distorted",
                )
            elif bent and not c.note:
                step, message, fix = "note", f"{c.fidelity} without a note", "Say in one sentence what differs"
            else:
                continue
            yield Finding(d.annotation_file, f"/claims/{index}/{step}", message, fix, shown(d.surface(c)))


def noise_intended(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, n in enumerate(d.noise):
            if d.text is not None and in_bounds(d, n) and n.intended == n.of(d.text):
                message, fix = "what is intended is what stands there", "Write what should stand there"
            elif n.kind in ("doubling", "residue") and n.intended != "":
                message, fix = f"{n.kind}, but something is to stay", 'Mark only what is too much, intended ""'
            else:
                continue
            yield Finding(d.annotation_file, f"/noise/{index}/intended", message, fix, shown(d.surface(n)))


def language_own(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, stretch in enumerate(d.languages):
            if stretch.language.split("-")[0] == d.language.split("-")[0]:
                message = f"{stretch.language} is the language of the document"
                yield Finding(
                    d.annotation_file,
                    f"/languages/{index}/language",
                    message,
                    "Mark only other languages",
                    shown(d.surface(stretch)),
                )


RULES = {
    "quotation-parts": (quotation_parts, "source, cue and contents of a quotation are disjoint"),
    "quotation-marks": (quotation_marks, "direct content is what stands between the marks"),
    "quotation-speaker": (
        quotation_speaker,
        "a source holds a mention of the speaker, or of an organisation he speaks for",
    ),
    "time-value": (time_value, "a time value is well-formed TIMEX3"),
    "time-type": (time_type, "a time value agrees with its type"),
    "time-anchor": (time_anchor, "an anchor is the day of publication or another time"),
    "time-resolves": (time_resolves, "weekdays and days like yesterday resolve from the day of publication"),
    "claim-fidelity": (claim_fidelity, "fact, fidelity, distortions and note of a claim agree"),
    "noise-intended": (noise_intended, "what noise intends differs from what stands there"),
    "language-own": (language_own, "a marked language is not the document's own"),
}
