"""Baselines that mark stretches: names, times, events, quotations, damage."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import regex

from ..corpus import Registry
from ..document import Document
from ..tasks import NAMES
from . import times
from .lexicon import Lexicon, Names, surfaces
from .tagger import Stretch, Tagger

Predict = Callable[[Sequence[Document]], dict[str, list[dict[str, Any]]]]


def _each(answer: Callable[[Document], list[dict[str, Any]]]) -> Predict:
    return lambda documents: {d.id: answer(d) for d in documents}


def _tagger(train: Sequence[Document], marked: Callable[[Document], Iterable[tuple[Any, str]]]) -> Tagger:
    return Tagger((d, [Stretch(a.start, a.end, label) for a, label in marked(d)]) for d in train)


def _names(train: Sequence[Document]) -> Lexicon:
    named = ((s, m.type) for _, s, m in surfaces(train, "mentions") if m.form in NAMES)
    return Lexicon(named, least=0.5, texts=[d.text for d in train])


def ner_lexicon(train: Sequence[Document], registry: Registry) -> Predict:
    lexicon = _names(train)
    return _each(lambda d: [{"start": s, "end": e, "type": kind} for s, e, kind in lexicon.find(d.text)])


def ner_crf(train: Sequence[Document], registry: Registry) -> Predict:
    tagger = _tagger(train, lambda d: [(m, m.type) for m in d.mentions if m.form in NAMES])
    lexicon = _names(train)

    def answer(d: Document) -> list[dict[str, Any]]:
        outer = tagger.find(d)
        inner = [
            Stretch(found.start + s, found.start + e, kind)
            for found in outer
            for s, e, kind in lexicon.find(d.text[found.start : found.end])
            if (s, e) != (0, found.end - found.start)
        ]
        return [{"start": s.start, "end": s.end, "type": s.label} for s in [*outer, *inner]]

    return _each(answer)


def _valued(lexicon: Lexicon, d: Document, s: Stretch) -> str:
    surface = d.text[s.start : s.end]
    known = lexicon.get(surface)
    return times.value(d, surface, s.label) or (known[1] if known else "PRESENT_REF")


def timex_lexicon(train: Sequence[Document], registry: Registry) -> Predict:
    lexicon = Lexicon(
        ((s, (t.type, t.value)) for _, s, t in surfaces(train, "times")), least=0.5, texts=[d.text for d in train]
    )
    return _each(lambda d: [{"start": s, "end": e, "type": v[0], "value": v[1]} for s, e, v in lexicon.find(d.text)])


def timex_crf(train: Sequence[Document], registry: Registry) -> Predict:
    tagger = _tagger(train, lambda d: [(t, t.type) for t in d.times])
    lexicon = Lexicon((s, (t.type, t.value)) for _, s, t in surfaces(train, "times"))

    def answer(d: Document) -> list[dict[str, Any]]:
        return [
            {"start": s.start, "end": s.end, "type": s.label, "value": _valued(lexicon, d, s)} for s in tagger.find(d)
        ]

    return _each(answer)


def events_lexicon(train: Sequence[Document], registry: Registry) -> Predict:
    lexicon = Lexicon(((s, e.type) for _, s, e in surfaces(train, "events")), least=0.5, texts=[d.text for d in train])
    return _each(lambda d: [{"start": s, "end": e, "type": kind} for s, e, kind in lexicon.find(d.text)])


def events_crf(train: Sequence[Document], registry: Registry) -> Predict:
    """Triggers by CRF; arguments by a linear model over pairs of a trigger and a mention or time of its sentence."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from .tagger import lines

    triggers = _tagger(train, lambda d: [(e, e.type) for e in d.events])
    fillers = _tagger(train, lambda d: [*((m, m.type) for m in d.mentions), *((t, t.type) for t in d.times)])

    def features(d: Document, trigger: Stretch, filler: Stretch) -> dict[str, Any]:
        between = d.text[min(trigger.end, filler.end) : max(trigger.start, filler.start)]
        side = "before" if filler.start < trigger.start else "behind"
        return {
            "type": trigger.label,
            "filler": filler.label,
            "side": side,
            "pair": f"{trigger.label} {filler.label} {side}",
            "distance": len(between.split()),
            "between": " ".join(between.casefold().split()[-2:]),
            "word": d.text[trigger.start : trigger.end].casefold(),
        }

    def pairs(d: Document, found: Sequence[Stretch], others: Sequence[Stretch]) -> list[tuple[Stretch, Stretch]]:
        made = []
        for line in lines(d):
            low, high = line.tokens[0].start, line.tokens[-1].end
            own, near = ([s for s in side if low <= s.start and s.end <= high] for side in (found, others))
            made += [(t, f) for t in own for f in near if (t.start, t.end) != (f.start, f.end)]
        return made

    rows, answers = [], []
    for d in train:
        own = d.annotations()
        roles = {
            (e.start, e.end, own[a.ref_id].start, own[a.ref_id].end): a.role for e in d.events for a in e.arguments
        }
        marked = [Stretch(e.start, e.end, e.type) for e in d.events]
        others = [Stretch(a.start, a.end, a.type) for a in (*d.mentions, *d.times)]
        for t, f in pairs(d, marked, others):
            rows.append(features(d, t, f))
            answers.append(roles.get((t.start, t.end, f.start, f.end), "none"))
    model = make_pipeline(DictVectorizer(), LogisticRegression(max_iter=300)).fit(rows, answers)

    def answer(d: Document) -> list[dict[str, Any]]:
        found, others = triggers.find(d), fillers.find(d)
        candidates = pairs(d, found, others)
        roles = model.predict([features(d, t, f) for t, f in candidates]) if candidates else []
        made = {(t.start, t.end): {"start": t.start, "end": t.end, "type": t.label, "arguments": []} for t in found}
        for (t, f), role in zip(candidates, roles, strict=True):
            if role != "none":
                made[t.start, t.end]["arguments"].append({"start": f.start, "end": f.end, "role": str(role)})
        return list(made.values())

    return _each(answer)


_QUOTED = regex.compile(r"“([^“”]+)”|«([^«»]+)»|„([^„“]+)“|\"([^\"\n]+)\"")


def quotations_marks(train: Sequence[Document], registry: Registry) -> Predict:
    """What stands between quotation marks is said by the person or body named last before it, or else next."""
    lexicon, names = _names(train), Names(registry)

    def answer(d: Document) -> list[dict[str, Any]]:
        speakers = [(s, e) for s, e, kind in lexicon.find(d.text) if kind in ("PER", "ORG")]
        found = []
        for match in _QUOTED.finditer(d.text):
            group = next(n for n in range(1, 5) if match[n] is not None)
            if len(match[group].split()) < 3:
                continue
            before = [s for s in speakers if s[1] <= match.start()]
            source = before[-1] if before else next((s for s in speakers if s[0] >= match.end()), None)
            found.append(_quotation(d, names, match.span(group), source, None))
        return found

    return _each(answer)


def quotations_crf(train: Sequence[Document], registry: Registry) -> Predict:
    """Parts by CRF, each content with the source and cue nearest in its segment; the speaker by the source's name."""
    names = Names(registry)
    said = Lexicon((d.surface(q.source), q.speaker) for d in train for q in d.quotations if q.source is not None)

    def parts(d: Document) -> list[tuple[Any, str]]:
        return [
            (span, name)
            for q in d.quotations
            for name in ("source", "cue", "content")
            for span in (q.content if name == "content" else [getattr(q, name)])
            if span is not None
        ]

    tagger = _tagger(train, parts)

    def answer(d: Document) -> list[dict[str, Any]]:
        found = tagger.find(d)
        segments = [(s.start, s.end) for s in d.segments]
        made, last = [], None
        for content in (s for s in found if s.label == "content"):
            home = next(((a, b) for a, b in segments if a <= content.start and content.end <= b), (0, len(d.text)))
            near = {
                name: min(
                    (s for s in found if s.label == name and home[0] <= s.start and s.end <= home[1]),
                    key=lambda s: max(content.start - s.end, s.start - content.end),
                    default=None,
                )
                for name in ("source", "cue")
            }
            source, cue = ((s.start, s.end) if s else None for s in near.values())
            row = _quotation(d, names, (content.start, content.end), source, cue)
            if source:
                row["speaker"] = said.get(d.text[slice(*source)]) or row["speaker"] or last
            row["speaker"] = last = row["speaker"] or last
            made.append(row)
        return made

    return _each(answer)


def _quotation(
    d: Document, names: Names, content: tuple[int, int], source: tuple[int, int] | None, cue: tuple[int, int] | None
) -> dict[str, Any]:
    def part(span: tuple[int, int] | None) -> dict[str, int] | None:
        return {"start": span[0], "end": span[1]} if span else None

    speaker = names.entity(d.text[slice(*source)]) if source else None
    return {"source": part(source), "cue": part(cue), "content": [part(content)], "speaker": speaker}


_TWICE = regex.compile(r"\b(\p{L}{2,})\s+(\1)\b", regex.IGNORECASE)
_BROKEN = regex.compile(r"(?:â€.|Ã.|Â.|Ð.|Ñ.)+")


def noise_rules(train: Sequence[Document], registry: Registry) -> Predict:
    """Words that stand twice, and the marks that a wrong decoding leaves, read back."""

    def answer(d: Document) -> list[dict[str, Any]]:
        found = [{"start": m.start(2), "end": m.end(2), "intended": ""} for m in _TWICE.finditer(d.text)]
        for m in _BROKEN.finditer(d.text):
            found.append({"start": m.start(), "end": m.end(), "intended": _decoded(m[0])})
        return found

    return _each(answer)


def _decoded(text: str) -> str | None:
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def noise_crf(train: Sequence[Document], registry: Registry) -> Predict:
    """Stretches by CRF; what is meant as it was in the training texts, nothing for what is one too many."""
    tagger = _tagger(train, lambda d: [(n, n.kind) for n in d.noise])
    lexicon = Lexicon((s, n.intended) for _, s, n in surfaces(train, "noise") if n.intended is not None)
    rules = noise_rules(train, registry)

    def answer(d: Document) -> list[dict[str, Any]]:
        found = {(i["start"], i["end"]): i for i in rules([d])[d.id]}
        for s in tagger.find(d):
            surface = d.text[s.start : s.end]
            meant = "" if s.label in ("residue", "doubling") else lexicon.get(surface)
            found.setdefault((s.start, s.end), {"start": s.start, "end": s.end, "intended": meant})
        return list(found.values())

    return _each(answer)
