import json
import shutil
import subprocess
import sys

import pytest

from conftest import ROOT, TINY
from retold import RetoldError
from retold.build import Unsound, build
from retold.columns import CONFIGS
from retold.folder import replaced


def tree(folder) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_building_twice_gives_the_same_bytes(tiny):
    build(tiny)
    first = tree(tiny)
    build(tiny)
    assert tree(tiny) == first
    assert "data/nested/test.parquet" in first
    assert json.loads(first["croissant.json"])["@type"] == "sc:Dataset"


def test_the_committed_build_is_that_of_the_corpus(tmp_path):
    import pyarrow.parquet as pq

    for name in ("corpus", "annotations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("README.md", "DATASHEET.md", "CONTRIBUTING.md"):
        shutil.copy(ROOT / name, tmp_path)
    made = build(tmp_path)
    for config, files in made.items():
        for split in files:
            fresh, committed = (pq.read_table(at / "data" / config / f"{split}.parquet") for at in (tmp_path, ROOT))
            assert fresh.equals(committed), (config, split)
    assert (tmp_path / "data" / "statistics.json").read_bytes() == (ROOT / "data" / "statistics.json").read_bytes()
    for name in ("DATASHEET.md", "CONTRIBUTING.md"):
        assert (tmp_path / name).read_bytes() == (ROOT / name).read_bytes()
    body = [(at / "README.md").read_text(encoding="utf-8").split("\n---\n", 1)[1] for at in (tmp_path, ROOT)]
    assert body[0] == body[1]


def test_an_interrupted_build_leaves_the_old_data_whole(tiny, monkeypatch):
    build(tiny)
    before = tree(tiny)
    text = tiny / "annotations" / "registry" / "events.jsonl"
    text.write_bytes(text.read_bytes().replace(b"The mayor rejects", b"The mayor of Lindholm rejects"))
    calls = []

    def failing(table, path):
        from retold.parquet import write

        calls.append(path)
        if len(calls) == 7:
            raise OSError("disk full")
        write(table, path)

    monkeypatch.setattr("retold.folder.write", failing)
    with pytest.raises(OSError, match="disk full"):
        build(tiny)
    after = tree(tiny)
    assert {k: v for k, v in after.items() if "events.jsonl" not in k} == {
        k: v for k, v in before.items() if "events.jsonl" not in k
    }


def swap(texts):
    with replaced(*texts) as fresh:
        for path, text in zip(fresh, texts.values(), strict=True):
            path.write_text(text)


def test_a_swap_that_fails_half_way_is_undone(tmp_path, monkeypatch):
    import os

    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("old a")
    b.write_text("old b")
    rename, count = os.rename, []

    def failing(old, new):
        count.append(new)
        if len(count) == 4:
            raise OSError("gone")
        rename(old, new)

    monkeypatch.setattr("retold.folder.os.rename", failing)
    with pytest.raises(OSError, match="gone"):
        swap({a: "new a", b: "new b"})
    monkeypatch.undo()
    assert (a.read_text(), b.read_text()) == ("old a", "old b")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a", "b"]


def test_what_a_killed_swap_left_is_taken_up(tmp_path):
    final = tmp_path / "data"
    (tmp_path / ".data.old").mkdir()
    (tmp_path / ".data.old" / "x").write_text("old")
    with replaced(final) as (fresh,):
        assert (final / "x").read_text() == "old"
        fresh.mkdir()
        (fresh / "x").write_text("old")
    assert (final / "x").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data"]


def test_an_unsound_corpus_is_not_built(tiny):
    name = tiny / "corpus" / "open" / "tiny-news-01.txt"
    name.write_bytes(name.read_bytes().replace(b"Ferry", b"ferry", 1))
    with pytest.raises(Unsound, match="retold check") as caught:
        build(tiny)
    assert {p.code for p in caught.value.problems} == {"text-hash", "span-surface"}
    assert not (tiny / "data").exists()


def test_a_folder_without_a_corpus_is_refused(tmp_path):
    with pytest.raises(RetoldError, match=r"holds no corpus/documents.jsonl"):
        build(tmp_path)


LOAD = """
import sys, datasets
table = datasets.load_dataset(sys.argv[1], "mentions", split="train")
print(table.num_rows, table[0]["entity_name"])
"""


def loaded(folder, cache) -> str:
    """Rows of a config as another process sees them, with a cache that outlives it."""
    import os

    env = dict(os.environ, HF_HOME=str(cache), HF_HUB_OFFLINE="1")
    return subprocess.run(
        [sys.executable, "-c", LOAD, str(folder)], capture_output=True, text=True, check=True, env=env
    ).stdout


def test_nobody_gets_stale_rows_after_a_rebuild_or_from_another_checkout(tiny, tmp_path):
    cache = tmp_path / "cache"
    build(tiny)
    first = loaded(tiny, cache)
    assert first == loaded(tiny, cache)

    entities = tiny / "annotations" / "registry" / "entities.jsonl"
    entities.write_bytes(entities.read_bytes().replace(b'"Lindholm"', b'"Lindholt"'))
    build(tiny)
    assert loaded(tiny, cache) == first.replace("Lindholm", "Lindholt")

    other = tmp_path / "elsewhere" / tiny.name
    shutil.copytree(TINY, other)
    for name in ("README.md", "DATASHEET.md", "CONTRIBUTING.md"):
        (other / name).write_text("# x\n")
    build(other)
    assert loaded(other, cache) == first


def test_every_split_that_has_rows_is_declared_with_its_count(tiny):
    import datasets

    made = build(tiny)
    for name in CONFIGS:
        counts = {split: file["rows"] for split, file in made[name].items() if file["rows"]}
        if counts:
            assert {s: t.num_rows for s, t in datasets.load_dataset(str(tiny), name).items()} == counts
