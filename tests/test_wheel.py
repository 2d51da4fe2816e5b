import os
import subprocess
import sys
import zipfile

import pytest

from conftest import ROOT

USE = """
import retold
from retold.source import root
assert "site" in str(root()), root()
corpus = retold.Corpus.open()
print(len(corpus), retold.load("mentions", split="test").num_rows, retold.load("nested", split="train")[0]["document"])
assert list(retold.check(corpus.files)) == []
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The wheel, installed by itself."""
    at = tmp_path_factory.mktemp("wheel")
    run = [sys.executable, "-m"]
    subprocess.run(
        [*run, "build", "--wheel", "--no-isolation", "--outdir", str(at), str(ROOT)], check=True, capture_output=True
    )
    (wheel,) = at.glob("*.whl")
    subprocess.run(
        [*run, "pip", "install", "--no-deps", "--quiet", "--target", str(at / "site"), str(wheel)], check=True
    )
    return wheel, at / "site"


def test_the_wheel_carries_texts_annotations_schema_and_tables(site):
    names = zipfile.ZipFile(site[0]).namelist()
    for part in (
        "corpus/documents.jsonl",
        "annotations/schema/open.schema.json",
        "data/ner/test.parquet",
        "README.md",
        "croissant.json",
    ):
        assert f"retold/_dataset/{part}" in names


def test_the_wheel_works_from_an_empty_folder(site, tmp_path, corpus):
    env = dict(os.environ, PYTHONPATH=str(site[1]), HF_HOME=str(tmp_path / "cache"))
    done = subprocess.run([sys.executable, "-c", USE], capture_output=True, text=True, env=env, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = sum(len(d.mentions) for d in corpus.split("test"))
    assert done.stdout.split() == [str(len(corpus)), str(rows), next(corpus.split("train")).id]
    command = [sys.executable, "-m", "retold", "stats", "--json"]
    assert (
        '"documents"'
        in subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, check=True).stdout
    )
