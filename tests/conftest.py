"""Shared by all tests: an empty Hugging Face cache, no network, and where things lie."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Before anything imports `datasets`, which reads these once.
os.environ["HF_HOME"] = tempfile.mkdtemp(prefix="retold-hf-")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_DATASETS_DISABLE_PROGRESS_BARS"] = "1"

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("retold", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.load_profile("retold")

ROOT = Path(__file__).resolve().parents[1]
TINY = Path(__file__).resolve().parent / "tiny"
SOURCES = ROOT.parent / "shared" / "sources"


@pytest.fixture(scope="session")
def corpus():
    """The shipped corpus."""
    from retold import Corpus

    return Corpus.open()


@pytest.fixture
def tiny(tmp_path):
    """A copy of the three-document corpus that a test may change."""
    import shutil

    target = tmp_path / "tiny"
    shutil.copytree(TINY, target)
    for name in ("README.md", "DATASHEET.md", "CONTRIBUTING.md"):
        (target / name).write_text(f"# {name}\n", encoding="utf-8")
    return target


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """No test reads or writes the user's data directory."""
    monkeypatch.setenv("RETOLD_HOME", str(tmp_path / "retold-home"))
