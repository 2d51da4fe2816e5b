"""Documents as tables, Parquet and the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .columns import ABOUT, CONFIGS, LAYER_COLUMNS, arrow_schema
from .corpus import Decision, Registry
from .differences import Difference, numbered
from .document import LAYERS, Document, Entry, Pass, Surface
from .schema import REGISTRIES
from .tokens import bio, sentences

ROW_GROUP = 1024


def rows(
    documents: Iterable[Document], registry: Registry, passes: Iterable[Pass] = (), decisions: Iterable[Decision] = ()
) -> dict[str, list[dict[str, Any]]]:
    """The rows of every config for documents of one split whose texts are at hand.

    ``passes`` and ``decisions`` may be those of all documents: only those of ``documents`` become rows.
    """
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in CONFIGS}
    documents = list(documents)
    for document in documents:
        about = _about(document)
        tables["documents"].append(about)
        tables["nested"].append(about | _layers(document))
        for layer, items in document.layers():
            tables[layer] += [
                _head(document) | _row(document, a, layer) | _extra(document, a, layer, registry) for a in items
            ]
        tables["arguments"] += _arguments(document)
        _derived(document, tables)
    _registries(documents, registry, tables)
    _passes({d.id for d in documents}, passes, decisions, tables)
    return tables


def tables(
    documents: Iterable[Document], registry: Registry, passes: Iterable[Pass] = (), decisions: Iterable[Decision] = ()
) -> dict[str, Any]:
    """The same as Arrow tables, config by config, under their declared schemas."""
    import pyarrow as pa

    found = rows(documents, registry, passes, decisions)
    return {
        name: pa.Table.from_pylist(
            [{c.name: row.get(c.name) for c in config.columns} for row in found[name]], schema=arrow_schema(config)
        )
        for name, config in CONFIGS.items()
    }


def write(table: Any, path: Path) -> None:
    """One Parquet file: zstd, small row groups, no metadata but Arrow's own; no row group where there are no rows."""
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(path, table.schema, compression="zstd") as writer:
        if table.num_rows:
            writer.write_table(table, row_group_size=ROW_GROUP)


def read(path: Path) -> Iterator[Document]:
    """The documents of a Parquet file of the ``nested`` config."""
    import pyarrow.parquet as pq

    for row in pq.read_table(path).to_pylist():
        yield from_row(row)


def from_row(row: dict[str, Any]) -> Document:
    """The document of a row of the ``nested`` config."""
    entry = Entry(id=row["document"], **{c.name: row[c.name] for c in ABOUT if c.name not in ("document", "text")})
    layers = {}
    for layer in LAYERS:
        layers[layer] = [_annotation(dict(item), layer) for item in row[layer]]
    return Document.from_json(entry, layers, row["text"])


def _annotation(item: dict[str, Any], layer: str) -> dict[str, Any]:
    if layer == "languages":
        item["language"] = item.pop("stretch_language")
    if layer == "quotations":
        for name in ("start", "end", "text"):
            del item[name]
        for part in ("source", "cue"):
            spans = item.pop(part)
            item |= {part: spans[0]} if spans else {}
    return item


def _about(document: Document) -> dict[str, Any]:
    return {c.name: getattr(document, c.name) for c in ABOUT if c.name != "document"} | {"document": document.id}


def _head(document: Document) -> dict[str, Any]:
    return {"document": document.id, "split": document.split, "language": document.language}


def _span(document: Document, span: Surface | Difference) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": document.text[span.start : span.end]}


def _layers(document: Document) -> dict[str, Any]:
    return {layer: [_row(document, a, layer) for a in items] for layer, items in document.layers()}


def _row(document: Document, annotation: Any, layer: str) -> dict[str, Any]:
    """An annotation as a row: id, span and the layer's own columns."""
    row = {"id": annotation.id, **_span(document, annotation)}
    for column in LAYER_COLUMNS[layer]:
        row[column.name] = getattr(annotation, column.field)
    if layer == "quotations":
        for part in ("source", "cue"):
            row[part] = [_span(document, row[part])] if row[part] else []
        row["content"] = [_span(document, part) for part in annotation.content]
    if layer == "claims":
        row["distortions"] = list(annotation.distortions)
    if layer == "events":
        row["arguments"] = [{"role": a.role, "ref_id": a.ref_id} for a in annotation.arguments]
    return row


def _extra(document: Document, a: Any, layer: str, registry: Registry) -> dict[str, Any]:
    told = {"outlet": document.outlet, "published": document.published}
    if layer == "mentions":
        entity = registry.entities[a.entity]
        return {"entity_name": entity.name, "wikidata": entity.wikidata}
    if layer == "events":
        return {"gloss": registry.events[a.event].gloss if a.event else None}
    if layer == "quotations":
        return told | {"speaker_name": registry.entities[a.speaker].name, "gist": registry.statements[a.statement].gist}
    if layer == "claims":
        return told | {"proposition": registry.facts[a.fact].proposition if a.fact else None}
    return {}


def _arguments(document: Document) -> Iterator[dict[str, Any]]:
    own = document.annotations()
    for event in document.events:
        for argument in event.arguments:
            filler = own[argument.ref_id]
            yield _head(document) | {
                "event_id": event.id,
                "trigger": event.of(document.text),
                "event_type": event.type,
                "role": argument.role,
                "ref_id": argument.ref_id,
                **_span(document, filler),
                "entity": getattr(filler, "entity", None),
            }


def _derived(document: Document, tables: dict[str, list[dict[str, Any]]]) -> None:
    """Sentences, tokens and tags."""
    head, number = _head(document), 0
    for count, sentence in enumerate(sentences(document), 1):
        name = f"sentence{count}"
        inside = {m.id: (m, m.type) for m in document.mentions if sentence.start <= m.start < sentence.end}
        tags, left_out = bio(sentence.tokens, inside)
        tables["sentences"].append(head | {"id": name, "segment": sentence.segment, **_span(document, sentence)})
        for token in sentence.tokens:
            number += 1
            place = {"id": f"token{number}", "sentence": name, "segment": sentence.segment}
            tables["tokens"].append(head | place | _span(document, token))
        tables["ner"].append(
            head
            | {
                "id": name,
                "tokens": [document.text[t.start : t.end] for t in sentence.tokens],
                "starts": [t.start for t in sentence.tokens],
                "ner_tags": tags,
                "left_out": left_out,
            }
        )


def used(documents: Iterable[Document], registry: Registry) -> dict[str, dict[str, list[str]]]:
    """For each registry the lines that documents name, with the documents' ids; lines name lines, too."""
    found: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in REGISTRIES}
    for d in documents:
        for m in d.mentions:
            found["entities"][m.entity].add(d.id)
            if m.metonymy:
                found["entities"][m.metonymy].add(d.id)
        for e in d.events:
            if e.event:
                found["events"][e.event].add(d.id)
        for q in d.quotations:
            found["statements"][q.statement].add(d.id)
        for c in d.claims:
            if c.fact:
                found["facts"][c.fact].add(d.id)
    for name, ids in found["statements"].items():
        found["entities"][registry.statements[name].speaker] |= ids
    for name, ids in found["facts"].items():
        for participant in registry.facts[name].participants:
            found["entities"][participant] |= ids
    return {kind: {name: sorted(ids) for name, ids in sorted(lines.items())} for kind, lines in found.items()}


def _registries(documents: list[Document], registry: Registry, tables: dict[str, list[dict[str, Any]]]) -> None:
    split = documents[0].split if documents else None
    lines = used(documents, registry)
    for kind, key in REGISTRIES.items():
        for name, ids in lines[kind].items():
            line = getattr(registry, kind)[name]
            row = {field: getattr(line, field) for field in line.__struct_fields__ if field != "id"}
            if kind == "entities":
                row["aliases"] = [{"language": tag, "name": n} for tag, names in line.aliases.items() for n in names]
            if kind == "facts":
                row |= {"participants": list(line.participants), "evidence": [dict(e) for e in line.evidence]}
            tables[f"registry_{kind}"].append(row | {key: name, "split": split, "documents": ids})


def _passes(
    wanted: set[str], passes: Iterable[Pass], decisions: Iterable[Decision], tables: dict[str, list[dict[str, Any]]]
) -> None:
    made: dict[str, list[Pass]] = {name: [] for name in sorted(wanted)}
    for one in sorted(passes, key=lambda one: one.annotator):
        if one.id in made and one.text is not None:
            made[one.id].append(one)
            tables["passes"].append(_head(one) | {"annotator": one.annotator} | _layers(one))
    found = {name: numbered(*pair[:2]) for name, pair in made.items() if len(pair) > 1}
    for told in decisions:
        if told.document not in found:
            continue
        document, difference = made[told.document][0], found[told.document][told.id]
        sides = {"first": difference.first, "second": difference.second}
        tables["decisions"].append(
            _head(document)
            | _span(document, difference)
            | {name: side and side.id for name, side in sides.items()}
            | {"layer": difference.layer, "differs": list(told.differs), "winner": told.winner, "reason": told.reason}
        )
