import pyarrow.parquet as pq
import pytest

import retold
from conftest import ROOT
from retold import RetoldError
from retold.columns import CONFIGS
from retold.hub import splits
from retold.parquet import from_row

SPLITS = ("train", "validation", "test")
OF_PASSES = ("validation", "test")


@pytest.mark.parametrize("name", CONFIGS)
def test_every_config_and_split_loads_with_every_row(name):
    import datasets

    loaded = datasets.load_dataset(str(ROOT), name)
    assert list(loaded) == splits(name) == list(OF_PASSES if name in ("passes", "decisions") else SPLITS)
    for split in loaded:
        rows = pq.read_table(ROOT / "data" / name / f"{split}.parquet").to_pylist()
        assert plain(loaded[split]) == rows


def plain(table) -> list[dict]:
    """Rows with labels as words."""
    return [words(row, table.features) for row in table]


def words(value, feature):
    import datasets

    if isinstance(feature, datasets.ClassLabel):
        return feature.int2str(value)
    if isinstance(value, list):
        return [words(item, getattr(feature, "feature", None) or feature[0]) for item in value]
    if isinstance(value, dict):
        return {key: words(item, feature[key]) for key, item in value.items()}
    return value


@pytest.mark.parametrize("name", CONFIGS)
def test_every_config_streams(name):
    import datasets

    for split in splits(name):
        streamed = datasets.load_dataset(str(ROOT), name, split=split, streaming=True)
        assert sum(1 for _ in streamed) == pq.read_metadata(ROOT / "data" / name / f"{split}.parquet").num_rows


def test_nested_rows_are_documents(corpus):
    for split in SPLITS:
        loaded = retold.load("nested", split=split)
        assert [from_row(row) for row in plain(loaded)] == list(corpus.split(split))


def test_documents_is_the_config_one_gets_unasked():
    assert retold.load(split="test")[0]["text"] == retold.load("documents", split="test")[0]["text"]


@pytest.mark.parametrize(
    ("config", "split", "complaint"),
    [
        ("mention", None, "Did you mean mentions"),
        ("mentions", "dev", "There are: train, validation, test, press"),
        ("mentions", "press", "retold hydrate DIR"),
        ("passes", "train", "It has some in: validation, test"),
    ],
)
def test_what_cannot_be_loaded_is_explained(config, split, complaint):
    with pytest.raises(RetoldError, match=complaint):
        retold.load(config, split=split)


def test_slices_of_splits_load():
    assert retold.load("documents", split="test[:1]").num_rows == 1


def test_press_loads_once_hydrated():
    from conftest import TINY

    retold.hydrate(TINY / "articles", corpus=retold.Corpus.open(TINY))
    loaded = retold.load("mentions", split="press")
    assert set(loaded["document"]) == {"tiny-press-01"}
