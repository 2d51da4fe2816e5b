import json

import pytest

from conftest import TINY
from retold import Corpus, RetoldError
from retold.draft import unanchor
from retold.editing import file_draft, open_corpus


def drafted(tiny, tmp_path, change):
    draft = unanchor(Corpus.open(tiny)["tiny-news-01"])
    change(draft)
    path = tmp_path / "draft.json"
    path.write_text(json.dumps(draft), encoding="utf-8")
    return path


def test_a_draft_with_a_label_that_is_none_writes_nothing(tiny, tmp_path):
    path = drafted(tiny, tmp_path, lambda d: d["mentions"][0].update(type="PERS"))
    before = (tiny / "annotations" / "open" / "tiny-news-01.json").read_bytes()
    with pytest.raises(RetoldError, match="did you mean PER"):
        file_draft(path, root=tiny)
    assert (tiny / "annotations" / "open" / "tiny-news-01.json").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda d: d["document"].pop("tier"), "document lacks 'tier'"),
        (lambda d: d["document"].update(id="tiny-none-01"), "no text at"),
        (lambda d: d["document"].update(id="../../x"), "leaves the folder"),
        (lambda d: d["document"].update(tier="press", file="x.txt"), "Name the folder: --texts DIR"),
        (lambda d: d["document"].update(register="gossip"), "not one of the labels"),
        (lambda d: d["times"][0].update(quote="Tuesday"), "is not in the text"),
    ],
)
def test_what_a_draft_lacks_is_said(tiny, tmp_path, change, complaint):
    with pytest.raises(RetoldError, match=complaint):
        file_draft(drafted(tiny, tmp_path, change), root=tiny)


def test_a_draft_that_is_no_json_is_refused(tiny, tmp_path):
    path = tmp_path / "draft.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(RetoldError, match="A draft is one JSON object"):
        file_draft(path, root=tiny)


def test_a_filed_draft_stands_in_the_manifest(tiny, tmp_path):
    path = drafted(tiny, tmp_path, lambda d: d["document"].update(outlet="Island Desk, late edition"))
    assert file_draft(path, root=tiny) == "annotations/open/tiny-news-01.json"
    assert Corpus.open(tiny)["tiny-news-01"].outlet == "Island Desk, late edition"
    assert len(Corpus.open(tiny)) == 3


def test_exact_copies_are_found_under_any_name(tmp_path):
    (tmp_path / "a" / "b").mkdir(parents=True)
    article = (TINY / "articles" / "saved-page.txt").read_bytes()
    (tmp_path / "a" / "b" / "renamed").write_bytes(article)
    (tmp_path / "a" / "other").write_bytes(article + b" ")
    assert open_corpus(TINY, tmp_path)["tiny-press-01"].text == article.decode()
    assert open_corpus(TINY, tmp_path / "a" / "nowhere")["tiny-press-01"].text is None
