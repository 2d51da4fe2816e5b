"""The dataset card: the YAML that ``load_dataset`` reads, and the generated parts of the documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .columns import CONFIGS, DEFAULT, Labels, List, card_features
from .folder import digest
from .problem import RetoldError

_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_BLOCK = re.compile(r"(<!-- generated: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def front_matter(made: Mapping[str, Mapping[str, Mapping[str, Any]]], about: Mapping[str, Any]) -> str:
    """The card's YAML: ``about`` first, then configs and features.

    Each config's description carries a digest of its files: ``load_dataset`` keys its cache by this YAML, not by the
    files, so a rebuilt config would else be served from what was cached before. A split without rows is not
    declared, nor a config without splits: ``datasets`` can't load one that is empty.
    """
    import yaml

    configs, info = [], []
    for name, config in CONFIGS.items():
        files = {split: file for split, file in made[name].items() if file["rows"]}
        if not files:
            continue
        configs.append(
            {"config_name": name}
            | ({"default": True} if name == DEFAULT else {})
            | {
                "description": f"One row a {config.row}. sha256:{digest(files)}",
                "data_files": [{"split": split, "path": f"data/{name}/{split}.parquet"} for split in files],
            }
        )
        splits = [{"name": s, "num_bytes": f["bytes"], "num_examples": f["rows"]} for s, f in files.items()]
        info.append({"config_name": name, "features": card_features(config), "splits": splits})
    told = dict(about) | {"configs": configs, "dataset_info": info}
    return "---\n" + yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=4096) + "---\n"


def with_front_matter(card: str, front: str) -> str:
    """The card with its YAML replaced, or put in front."""
    return front + _FRONT.sub("", card, count=1)


def with_blocks(text: str, blocks: Mapping[str, str]) -> str:
    """A Markdown text with each ``<!-- generated: name -->`` … ``<!-- end -->`` filled anew.

    >>> with_blocks("<!-- generated: n -->\\nold\\n<!-- end -->", {"n": "new"})
    '<!-- generated: n -->\\nnew\\n<!-- end -->'
    """

    def fill(match: re.Match[str]) -> str:
        if match["name"] not in blocks:
            raise RetoldError(f"no generated block {match['name']!r}. There are: {', '.join(blocks)}")
        return match[1] + blocks[match["name"]].rstrip("\n") + "\n" + match[3]

    return _BLOCK.sub(fill, text)


def table(head: list[str], rows: list[list[Any]]) -> str:
    """A Markdown table; bars in cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def configs_table(made: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """Configs, what a row is, and rows a split."""
    splits = list(next(iter(made.values())))
    rows = [[f"`{name}`", c.row, *(made[name][s]["rows"] for s in splits)] for name, c in CONFIGS.items()]
    return table(["config", "one row a", *splits], rows)


def columns_tables() -> str:
    """The data dictionary: every column of every config."""
    parts = []
    for config in CONFIGS.values():
        parts.append(f"**`{config.name}`**: one row a {config.row}\n")
        parts.append(
            table(["column", "type", "what it is"], [[f"`{c.name}`", _spelt(c.type), c.gloss] for c in config.columns])
            + "\n"
        )
    return "\n".join(parts)


def _spelt(kind: object) -> str:
    if isinstance(kind, Labels):
        return f"label of `{kind.label_set}`" + (", BIO" if kind.bio else "")
    if isinstance(kind, List):
        return f"list of {_spelt(kind.of)}"
    if isinstance(kind, tuple):
        return "(" + ", ".join(column.name for column in kind) + ")"
    return str(kind)
