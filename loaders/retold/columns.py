"""Each config and its columns, declared once: Arrow schemas, the card, Croissant and the documents follow from here."""

from __future__ import annotations

from typing import NamedTuple

from .schema import labels


class Labels(NamedTuple):
    """A string that is one of a label set; ``bio`` for tags of tokens (O, B-X, I-X)."""

    label_set: str
    bio: bool = False

    @property
    def all(self) -> list[str]:
        names = list(labels(self.label_set))
        return ["O", *(f"{mark}-{name}" for name in names for mark in "BI")] if self.bio else names


class List(NamedTuple):
    """A list of a scalar, of labels, or of structs (a tuple of columns)."""

    of: object


class Column(NamedTuple):
    """A column: ``type`` is "string", "int32", "bool", Labels, or List."""

    name: str
    type: object
    gloss: str

    @property
    def field(self) -> str:
        """The name of the annotation's field that fills it."""
        return "language" if self.name == "stretch_language" else self.name


class Config(NamedTuple):
    """A table: one row a ``row``."""

    name: str
    row: str
    columns: tuple[Column, ...]


TEXT, INT, BOOL = "string", "int32", "bool"
DOCUMENT = (
    Column("document", TEXT, "id of the document"),
    Column("split", TEXT, "split of the document"),
    Column("language", TEXT, "language of the document, BCP 47"),
)
SPAN = (
    Column("start", INT, "first code point"),
    Column("end", INT, "code point behind the last"),
    Column("text", TEXT, "the surface, text[start:end] of the document"),
)
ID = Column("id", TEXT, "id in the document")
ABOUT = (
    Column("document", TEXT, "id of the document"),
    Column("split", TEXT, "split"),
    Column("tier", Labels("tier"), "who may hand the text on"),
    Column("title", TEXT, "title"),
    Column("outlet", TEXT, "outlet; invented in the open tier"),
    Column("published", TEXT, "ISO date of publication, null where unknown"),
    Column("language", TEXT, "BCP 47"),
    Column("register", Labels("register"), "kind of text"),
    Column("story", TEXT, "the sub-event it tells"),
    Column("derivation", Labels("derivation"), "what it is to the document it was made from"),
    Column("derived_from", TEXT, "id of that document, null for an original"),
    Column("translated_from", TEXT, "language it was translated from, BCP 47, null where it was not"),
    Column("licence", TEXT, "SPDX identifier of the text's licence"),
    Column("sha256", TEXT, "of the text's bytes"),
    Column("length", INT, "code points of the text"),
    Column("text", TEXT, "the text; all offsets count its code points"),
)
_PART = List(SPAN)
LAYER_COLUMNS: dict[str, tuple[Column, ...]] = {
    "segments": (Column("kind", Labels("segment_kind"), "part of the page"),),
    "mentions": (
        Column("type", Labels("entity_type"), "type of the entity"),
        Column("form", Labels("mention_form"), "how it is mentioned"),
        Column("entity", TEXT, "id in registry_entities"),
        Column("metonymy", TEXT, "id of the entity meant, where a place stands for it"),
    ),
    "times": (
        Column("type", Labels("time_type"), "TIMEX3 type"),
        Column("value", TEXT, "TIMEX3 value"),
        Column("anchor", TEXT, "t0 or the id of the time it counts from"),
    ),
    "events": (
        Column("type", Labels("event_type"), "PLOVER, and four of our own"),
        Column("polarity", Labels("polarity"), "whether it is said to happen"),
        Column("modality", Labels("modality"), "how real it is made"),
        Column("tense", Labels("tense"), "tense of the trigger"),
        Column("event", TEXT, "id in registry_events, null for SAY"),
    ),
    "quotations": (
        Column("type", Labels("quotation_type"), "direct, indirect, mixed"),
        Column("source", _PART, "who says it: no or one span"),
        Column("cue", _PART, "what marks it as said: no or one span"),
        Column("content", _PART, "what is said: one span or several"),
        Column("speaker", TEXT, "id in registry_entities"),
        Column("statement", TEXT, "id in registry_statements: renderings of one utterance share it"),
        Column("rendering", Labels("rendering"), "what this rendering is to the utterance"),
        Column("medium", Labels("medium"), "where the utterance was made"),
    ),
    "claims": (
        Column("fact", TEXT, "id in registry_facts, null where none backs it"),
        Column("fidelity", Labels("fidelity"), "what the retelling does to the fact"),
        Column("distortions", List(Labels("distortion")), "what was bent or left out"),
        Column("note", TEXT, "what differs"),
    ),
    "noise": (
        Column("kind", Labels("noise_kind"), "kind of damage"),
        Column("intended", TEXT, "what should stand there; null where nobody can say"),
    ),
    "languages": (Column("stretch_language", TEXT, "language of the stretch, BCP 47"),),
}
"""What each layer adds to id and span; the names are those of the annotation files, but for ``stretch_language``."""
ARGUMENT = (
    Column("role", Labels("role"), "what it is to the event"),
    Column("ref_id", TEXT, "id of the mention, time or event"),
)
_EXTRA: dict[str, tuple[Column, ...]] = {
    "mentions": (Column("entity_name", TEXT, "its English name"), Column("wikidata", TEXT, "its QID, where checked")),
    "events": (Column("gloss", TEXT, "the event in our words"),),
    "quotations": (
        Column("speaker_name", TEXT, "English name of the speaker"),
        Column("gist", TEXT, "the statement in our words"),
        Column("outlet", TEXT, "outlet of the document"),
        Column("published", TEXT, "date of the document"),
    ),
    "claims": (
        Column("proposition", TEXT, "the fact in our words"),
        Column("outlet", TEXT, "outlet of the document"),
        Column("published", TEXT, "date of the document"),
    ),
}
"""What a flat table adds from the registries, so that one file answers one question."""
_ROWS = {
    "segments": "part of a page",
    "mentions": "mention of an entity",
    "times": "expression of time",
    "events": "event trigger",
    "quotations": "utterance reported; start, end and text span all its parts",
    "claims": "clause that asserts a fact, faithfully or not",
    "noise": "piece of damage",
    "languages": "stretch in another language",
}
_SPLIT = Column("split", TEXT, "split whose documents name the line")
_USED = Column("documents", List(TEXT), "ids of the documents of the split that name it")
_EVIDENCE = (
    Column("document", TEXT, "press article, null for a page"),
    Column("start", INT, "first code point, null for a page"),
    Column("end", INT, "code point behind the last, null for a page"),
    Column("publisher", TEXT, "publisher of a public page"),
    Column("title", TEXT, "title of a public page"),
    Column("date", TEXT, "date of a public page"),
    Column("address", TEXT, "address of a public page"),
    Column("seen", TEXT, "day it was seen"),
)


def _flat(name: str) -> Config:
    return Config(name, _ROWS[name], (*DOCUMENT, ID, *SPAN, *LAYER_COLUMNS[name], *_EXTRA.get(name, ())))


def _layers() -> tuple[Column, ...]:
    layers = []
    for name, own in LAYER_COLUMNS.items():
        inner = own + ((Column("arguments", List(ARGUMENT), "participants"),) if name == "events" else ())
        layers.append(Column(name, List((ID, *SPAN, *inner)), _ROWS[name]))
    return tuple(layers)


CONFIGS: dict[str, Config] = {
    config.name: config
    for config in (
        Config("documents", "document with its text", ABOUT),
        Config("nested", "document with all its layers", (*ABOUT, *_layers())),
        _flat("segments"),
        Config(
            "sentences",
            "sentence; derived, never annotated",
            (*DOCUMENT, ID, *SPAN, Column("segment", TEXT, "id of its segment")),
        ),
        Config(
            "tokens",
            "token; derived, never annotated",
            (
                *DOCUMENT,
                ID,
                *SPAN,
                Column("sentence", TEXT, "id of its sentence"),
                Column("segment", TEXT, "id of its segment"),
            ),
        ),
        _flat("mentions"),
        _flat("times"),
        _flat("events"),
        Config(
            "arguments",
            "participant of an event",
            (
                *DOCUMENT,
                Column("event_id", TEXT, "id of the event in the document"),
                Column("trigger", TEXT, "its trigger"),
                Column("event_type", Labels("event_type"), "its type"),
                *ARGUMENT,
                *SPAN,
                Column("entity", TEXT, "id in registry_entities, where it is a mention"),
            ),
        ),
        _flat("quotations"),
        _flat("claims"),
        _flat("noise"),
        _flat("languages"),
        Config(
            "ner",
            "sentence with tags of its outermost mentions (BIO)",
            (
                *DOCUMENT,
                Column("id", TEXT, "id of the sentence"),
                Column("tokens", List(TEXT), "tokens"),
                Column("starts", List(INT), "first code point of each"),
                Column("ner_tags", List(Labels("entity_type", bio=True)), "tag of each"),
                Column(
                    "left_out",
                    List(TEXT),
                    "ids of mentions that tags can't hold: inner ones, and those that cut a token",
                ),
            ),
        ),
        Config(
            "registry_entities",
            "somebody or something mentioned",
            (
                Column("entity", TEXT, "id"),
                _SPLIT,
                Column("type", Labels("entity_type"), "type"),
                Column("name", TEXT, "English name, or a gloss"),
                Column(
                    "aliases",
                    List((Column("language", TEXT, "BCP 47"), Column("name", TEXT, "other name"))),
                    "other names",
                ),
                Column("invented", BOOL, "whether this corpus made it up"),
                Column("wikidata", TEXT, "QID, where checked"),
                Column("wikidata_checked", TEXT, "day it was checked"),
                _USED,
            ),
        ),
        Config(
            "registry_events",
            "something that happened, or was said to",
            (
                Column("event", TEXT, "id"),
                _SPLIT,
                Column("type", Labels("event_type"), "type"),
                Column("gloss", TEXT, "in our words"),
                Column("time", TEXT, "TIMEX3 value"),
                Column("story", TEXT, "story it belongs to"),
                _USED,
            ),
        ),
        Config(
            "registry_statements",
            "utterance, however often retold",
            (
                Column("statement", TEXT, "id"),
                _SPLIT,
                Column("speaker", TEXT, "id in registry_entities"),
                Column("date", TEXT, "ISO date"),
                Column("medium", Labels("medium"), "where it was made"),
                Column("language", TEXT, "language it was made in"),
                Column("gist", TEXT, "in our words"),
                _USED,
            ),
        ),
        Config(
            "registry_facts",
            "proposition that can be checked",
            (
                Column("fact", TEXT, "id"),
                _SPLIT,
                Column("proposition", TEXT, "in our words"),
                Column("time", TEXT, "TIMEX3 value"),
                Column("participants", List(TEXT), "ids in registry_entities"),
                Column("status", Labels("status"), "how it stands"),
                Column("evidence", List(_EVIDENCE), "where it is borne out"),
                _USED,
            ),
        ),
        Config(
            "passes",
            "document as one annotator marked it, never mended; lines that the pass added begin with new-",
            (Column("annotator", TEXT, "whose pass it is"), *DOCUMENT, *_layers()),
        ),
        Config(
            "decisions",
            "place where two passes differ, and whose marking stands",
            (
                *DOCUMENT,
                Column("layer", TEXT, "layer"),
                *SPAN,
                Column("differs", List(TEXT), "what differs; empty where only one of the passes marks something"),
                Column("first", TEXT, "id of the annotation in the first pass, null where it marks nothing"),
                Column("second", TEXT, "id of the annotation in the second pass, null where it marks nothing"),
                Column("winner", Labels("winner"), "whose marking stands"),
                Column("reason", TEXT, "why"),
            ),
        ),
    )
}
DEFAULT = "documents"


def arrow_schema(config: Config):
    """The Arrow schema of a config; labels are strings."""
    import pyarrow as pa

    def arrow(kind: object):
        if isinstance(kind, List):
            return pa.list_(arrow(kind.of))
        if isinstance(kind, tuple) and not isinstance(kind, Labels):
            return pa.struct([pa.field(c.name, arrow(c.type)) for c in kind])
        return {INT: pa.int32(), BOOL: pa.bool_()}.get(kind, pa.string())

    return pa.schema([pa.field(c.name, arrow(c.type)) for c in config.columns])


def card_features(config: Config) -> list[dict]:
    """The ``features`` of the dataset card: labels become ``class_label``."""

    def named(column: Column) -> dict:
        if isinstance(column.type, List):
            return {"name": column.name, "list": inner(column.type.of)}
        return {"name": column.name, "dtype": scalar(column.type)}

    def inner(kind: object):
        if isinstance(kind, tuple) and not isinstance(kind, Labels | List):
            return [named(column) for column in kind]
        return scalar(kind)

    def scalar(kind: object):
        if isinstance(kind, Labels):
            return {"class_label": {"names": {str(i): name for i, name in enumerate(kind.all)}}}
        return kind

    return [named(column) for column in config.columns]
