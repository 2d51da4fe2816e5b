"""A document and what is written on it: immutable values, and the one way they are written as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Self

import msgspec

from .span import Span


class Surface(Span, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A span with the text it covers, or in the press tier the proof of that text."""

    text: str | None = None
    digest: str | None = None


class Annotation(Surface, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A span of one layer; ``id`` is unique in the document."""

    id: str

    @property
    def spans(self) -> tuple[Surface, ...]:
        return (self,)


class Segment(Annotation, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A part of the page; segments tile the text."""

    kind: str


class Mention(Annotation, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A mention of an entity (ACE/ERE); ``metonymy`` is the entity meant where a place stands for another."""

    type: str
    form: str
    entity: str
    metonymy: str | None = None


class Time(Annotation, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An expression of time (TIMEX3); ``anchor`` is ``t0`` or the id of another time."""

    type: str
    value: str
    anchor: str | None = None


class Argument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A participant of an event: a mention, a time or another event of the document."""

    role: str
    ref_id: str


class Event(Annotation, frozen=True, kw_only=True, omit_defaults=False, forbid_unknown_fields=True):
    """An event trigger (ERE, PLOVER)."""

    type: str
    polarity: str
    modality: str
    tense: str
    event: str | None
    arguments: tuple[Argument, ...]


class Quotation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An utterance reported: source, cue and content spans (PARC 3.0)."""

    id: str
    type: str
    source: Surface | None = None
    cue: Surface | None = None
    content: tuple[Surface, ...]
    speaker: str
    statement: str
    rendering: str
    medium: str

    @property
    def spans(self) -> tuple[Surface, ...]:
        """All parts, in the order of the text."""
        return tuple(sorted((p for p in (self.source, self.cue, *self.content) if p), key=lambda p: (p.start, p.end)))

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return max(part.end for part in self.spans)


class Claim(Annotation, frozen=True, kw_only=True, omit_defaults=False, forbid_unknown_fields=True):
    """A clause that asserts a fact of the registry, faithfully or not (FEVER)."""

    fact: str | None
    fidelity: str
    distortions: tuple[str, ...]
    note: str | None = None


class Noise(Annotation, frozen=True, kw_only=True, omit_defaults=False, forbid_unknown_fields=True):
    """Damage, and what should stand there: "" for nothing, None where nobody can say."""

    kind: str
    intended: str | None


class Language(Annotation, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A stretch in another language (BCP 47) than the document's."""

    language: str


LAYERS: dict[str, type] = {
    "segments": Segment,
    "mentions": Mention,
    "times": Time,
    "events": Event,
    "quotations": Quotation,
    "claims": Claim,
    "noise": Noise,
    "languages": Language,
}
PREFIXES = {name: letter for name, letter in zip(LAYERS, "smteqcnl", strict=True)}


class Fingerprint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Locks that a holder's copy of a press article opens (see :mod:`retold.proof`)."""

    check: str
    locks: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False, forbid_unknown_fields=True):
    """A line of the manifest: a document and where it comes from."""

    id: str
    tier: str
    title: str
    outlet: str
    published: str | None
    language: str
    register: str
    story: str
    split: str
    sha256: str
    length: int
    licence: str
    derivation: str = "original"
    derived_from: str | None = None
    translated_from: str | None = None
    file: str | None = None
    fingerprint: Fingerprint | None = None

    @property
    def annotation_file(self) -> str:
        return f"annotations/{self.tier}/{self.id}.json"

    @property
    def text_file(self) -> str | None:
        """Where the text lies; press texts lie with their holder only."""
        return f"corpus/open/{self.id}.txt" if self.tier == "open" else None


class Document(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document with its layers; ``text`` is None for a press article that is not at hand."""

    text: str | None
    segments: tuple[Segment, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    events: tuple[Event, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    claims: tuple[Claim, ...] = ()
    noise: tuple[Noise, ...] = ()
    languages: tuple[Language, ...] = ()

    def layers(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        for name in LAYERS:
            yield name, getattr(self, name)

    def annotations(self) -> dict[str, Any]:
        """Every annotation by its id."""
        return {annotation.id: annotation for _, layer in self.layers() for annotation in layer}

    def surface(self, span: Surface) -> str:
        """What a span covers, or its place where the text is not at hand."""
        return span.of(self.text) if self.text is not None else f"[{span.start}:{span.end}]"

    @classmethod
    def from_json(cls, entry: Entry, data: dict[str, Any], text: str | None, **more: Any) -> Self:
        """Put together a manifest entry, an annotation file's content and a text.

        msgspec.ValidationError where they don't fit the classes.
        """
        layers = {name: msgspec.convert(data[name], tuple[kind, ...]) for name, kind in LAYERS.items()}
        return cls(**msgspec.structs.asdict(entry), text=text, **layers, **more)

    def to_json(self) -> dict[str, Any]:
        """The content of the document's annotation file."""
        layers = {name: [plain(annotation) for annotation in layer] for name, layer in self.layers()}
        return {"$schema": f"../schema/{self.tier}.schema.json", "id": self.id, **layers}

    @property
    def entry(self) -> Entry:
        return Entry(**{name: getattr(self, name) for name in Entry.__struct_fields__})


class Pass(Document, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document as one annotator marked it, as made: never mended afterwards."""

    annotator: str

    @property
    def annotation_file(self) -> str:
        return f"{PASSES}/{self.annotator}/{self.tier}/{self.id}.json"


PASSES = "annotations/passes"
"""Where passes stand, a folder an annotator, laid out like ``annotations/``; their registries hold what they added."""
DECISIONS = f"{PASSES}/decisions.jsonl"
"""Where two passes differed and whose marking stands, see :mod:`retold.differences`."""
_FIRST = ("id", "start", "end", "text", "digest")


def plain(value: Any) -> Any:
    """Plain JSON of a value, the place first and what does not apply left out."""
    if isinstance(value, msgspec.Struct):
        names = value.__struct_fields__
        ordered = [n for n in _FIRST if n in names] + [n for n in names if n not in _FIRST]
        optional = {n for n, d in zip(reversed(names), reversed(value.__struct_defaults__)) if d is None}  # noqa: B905
        return {n: plain(getattr(value, n)) for n in ordered if not (n in optional and getattr(value, n) is None)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def dumps(data: dict[str, Any]) -> bytes:
    """The one way an annotation file is written: an annotation a line, ordered by place.

    >>> print(dumps({"id": "x", "mentions": [{"id": "m1", "start": 0}], "noise": []}).decode())
    {
      "id": "x",
      "mentions": [
        {"id": "m1", "start": 0}
      ],
      "noise": []
    }
    <BLANKLINE>
    """
    parts = []
    for key, value in data.items():
        if isinstance(value, list) and value:
            rows = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in sorted(value, key=place))
            parts.append(f"  {json.dumps(key)}: [\n{rows}\n  ]")
        else:
            parts.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def place(row: dict[str, Any]) -> tuple[int, int, str]:
    """Sort key of an annotation as JSON: start, longer first, id."""
    if "content" in row:
        spans = [row[k] for k in ("source", "cue") if k in row] + row["content"]
        start, end = min(s["start"] for s in spans), max(s["end"] for s in spans)
    else:
        start, end = row.get("start", 0), row.get("end", 0)
    return start, -end, row.get("id", "")


def dump_lines(rows: list[dict[str, Any]]) -> bytes:
    """The one way a ``.jsonl`` file is written: a value a line, sorted by id."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in sorted(rows, key=lambda r: r["id"]))
