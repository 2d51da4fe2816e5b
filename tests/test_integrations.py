"""The lm-evaluation-harness tasks: their documents, without the harness itself."""

import importlib.util
import re

import pytest
import yaml

from conftest import ROOT

HOME = ROOT / "integrations" / "lm_eval"
TASKS = sorted(HOME.glob("*.yaml"))


class Function(str):
    """The name behind ``!function``."""


class Loader(yaml.SafeLoader):
    pass


Loader.add_constructor("!function", lambda loader, node: Function(loader.construct_scalar(node)))


@pytest.fixture(scope="module")
def documents():
    spec = importlib.util.spec_from_file_location("documents", HOME / "documents.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


@pytest.mark.parametrize("path", TASKS, ids=lambda p: p.stem)
def test_a_task_asks_with_columns_that_its_documents_have(path, documents):
    import datasets

    task = read(path)
    assert task["task"] == path.stem
    files = {split: str(ROOT / name) for split, name in task["dataset_kwargs"]["data_files"].items()}
    made = getattr(documents, task["process_docs"].split(".")[1])
    for split in (task["training_split"], task["test_split"]):
        found = made(datasets.load_dataset("parquet", data_files=files, split=split))
        assert found.num_rows > 0
        asked = set(re.findall(r"{{(\w+)}}", task["doc_to_text"])) | {task["doc_to_target"]}
        assert asked <= set(found.column_names)
        for row in list(found)[:50]:
            choices = task.get("doc_to_choice")
            if choices:
                known = row[choices] if isinstance(choices, str) else choices
                answer = row[task["doc_to_target"]]
                assert answer in known or 0 <= answer < len(known)


def test_pairs_are_balanced_and_come_out_twice(documents):
    import datasets

    quotations = datasets.load_dataset("parquet", data_files=str(ROOT / "data/quotations/test.parquet"), split="train")
    first, again = documents.pairs(quotations), documents.pairs(quotations)
    assert first["same"] == again["same"]
    assert 0.4 <= sum(first["same"]) / len(first) <= 0.6


def test_macro_f1_is_that_of_the_labels_in_the_key(documents):
    assert documents.macro_f1([(0, 0), (1, 0)]) == pytest.approx(1 / 3)
