"""The JSON Schemas of the corpus (draft 2020-12): loads them, checks values against them, reads the label sets.

The schemas ship with the package and are the only place where a label is declared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from .problem import Problem
from .source import REGISTRY, decode, root

HOME = "annotations/schema"
REGISTRIES = {"entities": "entity", "events": "event", "statements": "statement", "facts": "fact"}
"""Registry file (without ``.jsonl``) and the schema of one line."""


@cache
def load(name: str) -> dict[str, Any]:
    """One schema, ``open`` say."""
    return json.loads(decode((root() / HOME / f"{name}.schema.json").read_bytes(), name))


def names() -> list[str]:
    return sorted(path.name.removesuffix(".schema.json") for path in (root() / HOME).glob("*.schema.json"))


@cache
def labels(label_set: str) -> dict[str, str]:
    """The labels of a set with their glosses, in their declared order.

    >>> list(labels("polarity"))
    ['positive', 'negative']
    """
    declared = load("labels")["$defs"][label_set]
    return dict(zip(declared["enum"], declared["enumDescriptions"], strict=True))


@cache
def roles() -> dict[str, list[str]]:
    """The argument roles that each event type admits."""
    return load("labels")["$defs"]["event_type"]["x-roles"]


@cache
def validator(name: str):
    """A compiled validator for one schema, references between schemas resolved."""
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource

    resources = ((load(other)["$id"], Resource.from_contents(load(other))) for other in names())
    return Draft202012Validator(load(name), registry=Registry().with_resources(resources))


@cache
def _quick(name: str):
    """The same schema for jsonschema-rs: some three hundred times as fast, with less to say about what is wrong."""
    import jsonschema_rs

    registry = jsonschema_rs.Registry([(load(other)["$id"], load(other)) for other in names()])
    return jsonschema_rs.Draft202012Validator(load(name), registry=registry)


def problems(value: Any, name: str, file: str, pointer: str = "") -> Iterator[Problem]:
    """What a schema holds against a value, each with the place in ``file``."""
    if _quick(name).is_valid(value):
        return
    for error in sorted(validator(name).iter_errors(value), key=lambda e: list(map(str, e.absolute_path))):
        steps = "".join(f"/{_escape(step)}" for step in error.absolute_path)
        message, fix = _explain(error)
        yield Problem(file, pointer + steps, "json-schema", message, fix, _snippet(error.instance))


def _escape(step: str | int) -> str:
    return str(step).replace("~", "~0").replace("/", "~1")


def _snippet(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _explain(error) -> tuple[str, str]:
    """Message and mend for the kinds of error that people make."""
    if error.validator == "required":
        missing = sorted(set(error.validator_value) - set(error.instance))
        return f"lacks {', '.join(missing)}", "Add what is missing"
    if error.validator == "additionalProperties" and isinstance(error.instance, Mapping):
        known = list(error.schema.get("properties", ()))
        unknown = sorted(set(error.instance) - set(known))
        near = [n for u in unknown for n in get_close_matches(u, known, 1)]
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        return f"unknown key {', '.join(unknown)}{hint}", f"Take it out, or use one of: {', '.join(known)}"
    if error.validator == "enum":
        near = get_close_matches(str(error.instance), list(map(str, error.validator_value)), 1)
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"not one of the labels{hint}", f"Use one of: {', '.join(map(str, error.validator_value))}"
    message = error.message if len(error.message) <= 160 else f"does not satisfy {error.validator}"
    return message, error.schema.get("description", f"See {HOME}") if isinstance(error.schema, dict) else f"See {HOME}"


def registry_file(name: str) -> str:
    return f"{REGISTRY}/{name}.jsonl"
