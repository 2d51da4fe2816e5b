"""Croissant metadata (MLCommons Croissant 1.0) of a dataset folder, from the same declarations as its tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import __version__
from .columns import BOOL, CONFIGS, INT, Column, Config, Labels, List

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def describe(
    made: Mapping[str, Mapping[str, Mapping[str, Any]]], *, name: str, description: str, languages: list[str]
) -> dict[str, Any]:
    """The JSON-LD of a dataset folder whose files are ``data/<config>/<split>.parquet``."""
    files = [
        {
            "@type": "cr:FileObject",
            "@id": f"{config}-{split}.parquet",
            "name": f"{config}-{split}.parquet",
            "contentUrl": f"data/{config}/{split}.parquet",
            "encodingFormat": "application/x-parquet",
            "sha256": file["sha256"],
        }
        for config, splits in made.items()
        for split, file in splits.items()
    ]
    sets = [
        {
            "@type": "cr:FileSet",
            "@id": f"{config}-files",
            "name": f"{config}-files",
            "encodingFormat": "application/x-parquet",
            "includes": f"data/{config}/*.parquet",
        }
        for config in made
    ]
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "name": name,
        "description": description,
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "version": __version__,
        "datePublished": "2026-11-21",
        "inLanguage": languages,
        "citeAs": "The Retold authors (2026). Retold: one announcement, many retellings.",
        "creator": {"@type": "sc:Organization", "name": "The Retold authors"},
        "rai:dataAnnotationProtocol": "Written guidelines (GUIDELINES.md), one section a layer.",
        "rai:dataAnnotationPlatform": "retold anchor: quotes resolved to offsets, refused where ambiguous.",
        "rai:machineAnnotationTools": ["large language model"],
        "distribution": files + sets,
        "recordSet": [_records(config) for config in CONFIGS.values() if config.name in made],
    }


def _records(config: Config) -> dict[str, Any]:
    lost = [f"{c.name}.{inner.name}" for c in config.columns if _structs(c) for inner in c.type.of if _structs(inner)]
    beyond = (
        f" Left out, as repeated fields nest once only: {', '.join(lost)}; see the flat record sets." if lost else ""
    )
    return {
        "@type": "cr:RecordSet",
        "@id": config.name,
        "name": config.name,
        "description": f"One record a {config.row}.{beyond}",
        "field": [_field(column, config.name) for column in config.columns],
    }


def _field(column: Column, config: str) -> dict[str, Any]:
    name = f"{config}/{column.name}"
    source = {"fileSet": {"@id": f"{config}-files"}, "extract": {"column": column.name}}
    field = {"@type": "cr:Field", "@id": name, "name": name, "description": column.gloss}
    if _structs(column):
        return field | {"repeated": True, "subField": _subfields(column, name, source)}
    repeated = {"repeated": True} if isinstance(column.type, List) else {}
    return field | repeated | {"dataType": _type(column.type), "source": source}


def _subfields(column: Column, parent: str, source: dict[str, Any]) -> list[dict[str, Any]]:
    """The fields of a list of structs; lists of structs inside it are beyond the format."""
    return [
        {
            "@type": "cr:Field",
            "@id": f"{parent}/{inner.name}",
            "name": f"{parent}/{inner.name}",
            "description": inner.gloss,
            "dataType": _type(inner.type),
            "source": source | {"transform": {"jsonPath": inner.name}},
        }
        for inner in column.type.of
        if not _structs(inner)
    ]


def _structs(column: Column) -> bool:
    """Whether a column is a list of structs."""
    return isinstance(column.type, List) and not isinstance(column.type.of, str | Labels)


def _type(kind: object) -> str:
    return {INT: "sc:Integer", BOOL: "sc:Boolean"}.get(kind.of if isinstance(kind, List) else kind, "sc:Text")
