import json

import mlcroissant
import pytest

from conftest import ROOT
from retold.columns import CONFIGS


@pytest.fixture(scope="module")
def dataset():
    return mlcroissant.Dataset(jsonld=str(ROOT / "croissant.json"))


def test_the_croissant_file_is_valid(dataset):
    assert dataset.metadata.ctx.issues.errors == set()
    assert {r.id for r in dataset.metadata.record_sets} == set(CONFIGS)


@pytest.mark.parametrize("name", CONFIGS)
def test_every_record_set_loads_every_row(name, dataset):
    statistics = json.loads((ROOT / "croissant.json").read_bytes())
    assert any(r["@id"] == name for r in statistics["recordSet"])
    import pyarrow.parquet as pq

    rows = sum(pq.read_metadata(path).num_rows for path in (ROOT / "data" / name).glob("*.parquet"))
    assert sum(1 for _ in dataset.records(name)) == rows


def test_the_hashes_are_those_of_the_files():
    from hashlib import sha256

    for file in json.loads((ROOT / "croissant.json").read_bytes())["distribution"]:
        if file["@type"] == "cr:FileObject":
            assert sha256((ROOT / file["contentUrl"]).read_bytes()).hexdigest() == file["sha256"], file["name"]
