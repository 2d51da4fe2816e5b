"""Run all benchmarks: python -m benchmarks [--runs N]. Prints medians, and the median of the paired ratios."""

from __future__ import annotations

import argparse
import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from retold import Corpus, check
from retold.parquet import read
from retold.schema import validator
from retold.source import Folder, root

Work = Callable[[], object]


def start_up(*arguments: str) -> Work:
    """A process of its own, with compiled modules, as an installed package has them."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=env)


def json_of(folder: Folder) -> list[object]:
    return [json.loads(folder[name]) for name in folder if name.startswith(("annotations/open/", "annotations/press/"))]


def scan() -> object:
    import pyarrow.parquet as pq

    return [pq.read_table(path).nbytes for path in sorted((root() / "data" / "nested").glob("*.parquet"))]


def cases() -> list[tuple[str, Work, str, Work]]:
    """Name and work of ours, name and work of the floor or peer."""
    folder = Folder()
    loaded = json_of(folder)
    return [
        ("import retold", start_up("-c", "import retold"), "bare Python", start_up("-c", "pass")),
        (
            "retold --help",
            start_up(str(Path(sys.executable).with_name("retold")), "--help"),
            "bare Python",
            start_up("-c", "pass"),
        ),
        ("retold.check", lambda: list(check(folder)), "json.loads of the same files", lambda: json_of(folder)),
        (
            "retold.check",
            lambda: list(check(folder)),
            "jsonschema alone on the same files",
            lambda: [
                list(validator(data["$schema"].split("/")[-1].split(".")[0]).iter_errors(data)) for data in loaded
            ],
        ),
        (
            "Corpus.open, all documents",
            lambda: list(Corpus.open().values()),
            "json.loads of the same files",
            lambda: json_of(folder),
        ),
        (
            "documents from nested Parquet",
            lambda: [list(read(path)) for path in sorted((root() / "data" / "nested").glob("*.parquet"))],
            "scan of the same files",
            scan,
        ),
    ]


def timed(work: Work) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    print(f"{'ours':32} {'ms':>9}  {'floor or peer':36} {'ms':>9} {'ratio':>8}")
    for name, ours, other, theirs in cases():
        timed(ours), timed(theirs)
        pairs = [(timed(ours), timed(theirs)) for _ in range(runs)]
        a, b = (statistics.median(side) * 1000 for side in zip(*pairs, strict=True))
        print(f"{name:32} {a:9.1f}  {other:36} {b:9.1f} {statistics.median(x / y for x, y in pairs):8.2f}")


if __name__ == "__main__":
    main()
