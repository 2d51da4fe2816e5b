import pytest

from conftest import ROOT, TINY
from retold import Corpus, RetoldError
from retold.source import Folder, decode, root, write


def test_the_checkout_is_found():
    assert root() == ROOT


def test_a_name_that_leaves_the_folder_is_refused():
    for name in ("../secret", "/etc/passwd", "corpus/../../x"):
        with pytest.raises(RetoldError, match="leaves the folder"):
            Folder(TINY)[name]


def test_a_folder_is_a_mapping_of_its_files():
    folder = Folder(TINY)
    assert len(folder) == len(list(folder)) == 10
    assert "corpus/open/tiny-news-01.txt" in folder
    assert "corpus/open/none.txt" not in folder
    with pytest.raises(KeyError):
        folder["corpus/open/none.txt"]


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "x"
    write(path, b"old")
    monkeypatch.setattr("retold.source.os.replace", lambda *a: (_ for _ in ()).throw(OSError("no")))
    with pytest.raises(OSError, match="no"):
        write(path, b"new")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


def test_only_utf8_comes_in_and_line_ends_stay():
    assert decode(b"a\r\nb\r", "x") == "a\r\nb\r"
    with pytest.raises(RetoldError, match="x: byte 1 is not UTF-8"):
        decode(b"a\xff", "x")


def test_an_unknown_document_names_the_nearest(corpus):
    with pytest.raises(KeyError, match="Did you mean exomars-wire-01"):
        corpus["exomars-wire-1"]
    assert "nowhere" not in Corpus.open(TINY)
