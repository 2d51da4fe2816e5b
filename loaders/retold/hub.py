"""The corpus as ``datasets`` give it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from .columns import CONFIGS, DEFAULT
from .problem import RetoldError
from .source import root
from .stats import SPLITS


def load(config: str = DEFAULT, *, split: str | None = None, **options: Any):
    """A config of the corpus through ``datasets.load_dataset``; ``options`` go there, ``streaming=True`` say.

    Without ``split``, all open splits as a ``DatasetDict``; ``split="press"`` is there after `retold hydrate`.
    RetoldError where the config or the split is unknown, or the press articles are not hydrated.

    >>> load("mentions", split="test").features["type"].names[:2]
    ['PER', 'ORG']
    """
    import datasets

    _known("config", config, CONFIGS)
    if split is not None and split.split("[")[0] == "press":
        from .hydration import home

        folder = home() / "press"
        if not (folder / "README.md").is_file():
            raise RetoldError(f"no press articles at {folder}. Place your copies first: retold hydrate DIR")
        return datasets.load_dataset(str(folder), config, split=split, **options)
    there = splits(config)
    for name in (part.split("[")[0] for part in (split or "").split("+") if part):
        _known("split", name, SPLITS)
        if name not in there:
            raise RetoldError(f"{config} has no rows in {name}. It has some in: {', '.join(there) or 'no split'}")
    if not there:
        return datasets.DatasetDict()
    return datasets.load_dataset(str(root()), config, split=split, **options)


def splits(config: str) -> list[str]:
    """The splits of the shipped corpus in which a config has rows; ``datasets`` can't load one that is empty."""
    import pyarrow.parquet as pq

    files = {name: root() / "data" / config / f"{name}.parquet" for name in SPLITS}
    return [name for name, path in files.items() if path.is_file() and pq.read_metadata(path).num_rows]


def _known(what: str, name: str, names) -> None:
    if name not in names:
        near = get_close_matches(name, names, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise RetoldError(f"no {what} {name!r}.{hint} There are: {', '.join(names)}")
