"""Hypothesis strategies: texts as news may hold them, spans in them, whole documents and their registry."""

from __future__ import annotations

from hashlib import sha256

from hypothesis import strategies as st

from retold.columns import LAYER_COLUMNS, Labels, List
from retold.corpus import Registry
from retold.document import LAYERS, PREFIXES, Document, Entry, place
from retold.schema import labels, roles

WORDS = (
    *("NASA", "the", "sanctions", "МКС", "Роскосмос", "санкции", "й́", "é", "e\u0301a", "ñandú", "café", "naïve"),
    *("לווין", "ירח", "محطة", "الفضاء", "한국", "𝔊", "🚀", "👩🏽‍🚀", "🇪🇸"),
    *("U.S.", "“lifted”", "«снять»", "Here’s", "don't", "355", "2022-04-02", "@esa", "#МКС"),
    *("—", "⟦", "⟧", "⟨…⟩", "\\", "|", "<", "&"),
)
GAPS = (" ", "  ", "\n", "\n\n", " \t", "\u00a0")

word = st.one_of(
    st.sampled_from(WORDS), st.text(st.characters(categories=["L", "M", "N", "P", "S"]), min_size=1, max_size=6)
)


@st.composite
def texts(draw, min_words: int = 3, max_words: int = 40) -> str:
    """A text of words in several scripts between all kinds of white space."""
    found = draw(st.lists(word, min_size=min_words, max_size=max_words))
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=len(found), max_size=len(found)))
    return "".join(part for pair in zip(found, gaps, strict=True) for part in pair)


def word_edges(text: str) -> list[tuple[int, int]]:
    """The stretches between white space."""
    edges, start = [], None
    for at, character in enumerate(text + " "):
        if character.isspace():
            if start is not None:
                edges.append((start, at))
            start = None
        elif start is None:
            start = at
    return edges


@st.composite
def surfaces(draw, text: str) -> dict:
    """A span of whole words with its surface, as JSON."""
    edges = word_edges(text)
    first = draw(st.integers(0, len(edges) - 1))
    last = draw(st.integers(first, min(first + 5, len(edges) - 1)))
    start, end = edges[first][0], edges[last][1]
    return {"start": start, "end": end, "text": text[start:end]}


slugs = st.sampled_from(["nasa", "roscosmos", "rogozin", "iss", "sanctions-lifted"])
_FREE = {
    "entity": slugs,
    "metonymy": st.none() | slugs,
    "value": st.sampled_from(["2022-04-02", "P355D", "PRESENT_REF"]),
    "anchor": st.sampled_from([None, "t0"]),
    "event": st.none() | slugs,
    "speaker": slugs,
    "statement": slugs,
    "fact": st.none() | slugs,
    "note": st.none() | st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=20),
    "intended": st.sampled_from([None, "", "NASA"]),
    "stretch_language": st.sampled_from(["ru", "es", "ar"]),
}


@st.composite
def annotations(draw, text: str, layer: str) -> dict:
    """An annotation of a layer without its id, as JSON."""
    row = {} if layer == "quotations" else draw(surfaces(text))
    for column in LAYER_COLUMNS[layer]:
        name = column.field
        if column.name in ("source", "cue"):
            if draw(st.booleans()):
                row[name] = draw(surfaces(text))
        elif column.name == "content":
            row[name] = draw(st.lists(surfaces(text), min_size=1, max_size=3))
        elif isinstance(column.type, List) and isinstance(column.type.of, Labels):
            row[name] = draw(st.lists(st.sampled_from(column.type.of.all), unique=True, max_size=3))
        elif isinstance(column.type, Labels):
            row[name] = draw(st.sampled_from(column.type.all))
        else:
            value = draw(_FREE[column.name])
            if value is not None or name in ("event", "fact", "intended"):
                row[name] = value
    return row


@st.composite
def documents(draw, text: st.SearchStrategy[str] | None = None, tier: str = "open") -> Document:
    """A document with annotations on all layers; references need not resolve."""
    body = draw(text if text is not None else texts())
    layers = {}
    for layer in LAYERS:
        rows = draw(st.lists(annotations(body, layer), max_size=4))
        layers[layer] = [{"id": f"{PREFIXES[layer]}{n}", **row} for n, row in enumerate(rows, 1)]
    fillers = [(name, row["id"]) for name in ("mentions", "times") for row in layers[name]]
    for row in layers["events"]:
        chosen = draw(st.lists(st.sampled_from(fillers), max_size=2)) if fillers else []
        admitted = [r for r in roles()[row["type"]] if r != "time"]
        row["arguments"] = [
            {"role": "time" if kind == "times" else draw(st.sampled_from(admitted)), "ref_id": name}
            for kind, name in chosen
        ]
    for rows in layers.values():
        rows.sort(key=place)
    entry = Entry(
        id=draw(st.sampled_from(["toy-01", "toy-02"])),
        tier=tier,
        title=draw(word),
        outlet=draw(word),
        published=draw(st.sampled_from([None, "2022-04-02"])),
        language=draw(st.sampled_from(["en", "ru", "es"])),
        register=draw(st.sampled_from(list(labels("register")))),
        story="toy",
        split="train",
        sha256=sha256(body.encode()).hexdigest(),
        length=len(body),
        licence="CC-BY-4.0",
    )
    return Document.from_json(entry, layers, body)


def registry() -> Registry:
    """A registry with a line for everything that :func:`documents` may name."""
    names = ("nasa", "roscosmos", "rogozin", "iss", "sanctions-lifted")
    return Registry.from_json(
        {
            "entities": [{"id": n, "type": "ORG", "name": n, "aliases": {"ru": [n.upper()]}} for n in names],
            "events": [{"id": n, "type": "SAY", "gloss": n, "time": None, "story": "toy"} for n in names],
            "statements": [
                {"id": n, "speaker": n, "date": None, "medium": "post", "language": "ru", "gist": n} for n in names
            ],
            "facts": [
                {
                    "id": n,
                    "proposition": n,
                    "time": "2022",
                    "participants": [n],
                    "status": "established",
                    "evidence": [{"document": "toy-press-01", "start": 0, "end": 5}],
                }
                for n in names
            ],
        }
    )


__all__ = ["annotations", "documents", "registry", "surfaces", "texts", "word_edges"]
