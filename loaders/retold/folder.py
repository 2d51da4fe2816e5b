"""A dataset folder, as ``load_dataset`` reads it: Parquet, card, Croissant and statistics, put in place as a whole."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from .columns import CONFIGS
from .parquet import write


@contextmanager
def replaced(*finals: Path) -> Iterator[list[Path]]:
    """Fresh paths to fill, one for each of ``finals``; at the end they take those places, or nothing changes.

    What an earlier, killed run left half done is undone first.
    """
    for final in finals:
        _recover(final)
    parent = finals[0].parent
    parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(dir=parent, prefix=".retold-"))
    try:
        fresh = [work / final.name for final in finals]
        yield fresh
        moved: list[Path] = []
        try:
            for new, final in zip(fresh, finals, strict=True):
                if final.exists():
                    os.rename(final, _old(final))
                moved.append(final)
                os.rename(new, final)
        except BaseException:
            for final in moved:
                _remove(final)
                _recover(final)
            raise
        for final in finals:
            _remove(_old(final))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _old(final: Path) -> Path:
    return final.with_name(f".{final.name}.old")


def _recover(final: Path) -> None:
    if _old(final).exists():
        if final.exists():
            _remove(_old(final))
        else:
            os.rename(_old(final), final)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def write_tables(splits: Mapping[str, Mapping[str, Any]], folder: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Write ``splits[split][config]`` to ``folder/<config>/<split>.parquet``.

    Returns rows, bytes and sha256 of each file by config and split.
    """
    made: dict[str, dict[str, dict[str, Any]]] = {name: {} for name in CONFIGS}
    for split, tables in splits.items():
        for name, table in tables.items():
            path = folder / name / f"{split}.parquet"
            write(table, path)
            data = path.read_bytes()
            made[name][split] = {"rows": table.num_rows, "bytes": len(data), "sha256": sha256(data).hexdigest()}
    return made


def digest(files: Mapping[str, Mapping[str, Any]]) -> str:
    """One digest for the files of a config."""
    return sha256("".join(files[split]["sha256"] for split in sorted(files)).encode()).hexdigest()


def dump_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False) + "\n").encode()
