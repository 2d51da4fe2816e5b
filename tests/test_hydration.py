import json
import random
import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import SOURCES, TINY
from damage import FURNITURE, Copy, copies
from retold import Corpus, RetoldError
from retold.hydration import find, home, hydrate, place
from retold.proof import words

TINY_CORPUS = Corpus.open(TINY)
ARTICLE = (TINY / "articles" / "saved-page.txt").read_bytes().decode()
TINY_PRESS = TINY_CORPUS["tiny-press-01"]
needs_sources = pytest.mark.skipif(not SOURCES.is_dir(), reason="the press articles are not at hand")


def press() -> list[tuple]:
    """The shipped press documents with their articles, where those are at hand."""
    corpus = Corpus.open()
    found = [corpus[n] for n, e in corpus.entries.items() if e.tier == "press" and SOURCES.is_dir()]
    return [(d, (SOURCES / d.file).read_bytes().decode()) for d in found]


def forms(text):
    return [word.form for word in words(text)]


def original_places(document):
    """Spans of every annotation by its id, as placed in the original."""
    return {a.id: [(s.start, s.end) for s in a.spans] for _, layer in document.layers() for a in layer}


def assert_nothing_misplaced(original, text, copy, placed):
    """Every placed span is the one that stood there: the same words, and no character from elsewhere in the article.

    A character that was put in counts as the one it repeats: in "Skip Skip to content" nobody can tell which is new.
    """
    told = original_places(original)
    for _, layer in placed.document.layers():
        for annotation in layer:
            for span, (start, end) in zip(annotation.spans, told[annotation.id], strict=True):
                came = copy.comes_from(span.start, span.end)
                assert came, (annotation.id, span.of(copy.text))
                assert came <= set(range(start, end)), (annotation.id, span.of(copy.text))
                assert forms(span.of(copy.text)) == forms(text[start:end])
                assert span.text == span.of(copy.text)


def test_an_exact_copy_gives_exact_offsets():
    placed = place(TINY_PRESS, ARTICLE)
    assert placed.exact
    assert placed.proven == placed.total > 40
    assert placed.refused == ()
    assert_nothing_misplaced(TINY_PRESS, ARTICLE, Copy.of(ARTICLE), placed)


@given(copies(ARTICLE))
def test_no_damage_misplaces_a_span(copy):
    placed = place(TINY_PRESS, copy.text)
    if placed:
        assert_nothing_misplaced(TINY_PRESS, ARTICLE, copy, placed)
        left_out = {r.id for r in placed.refused if r.layer != "arguments"}
        assert len(placed.document.annotations()) + len(left_out) == placed.total


@given(st.integers(0, len(ARTICLE)), st.sampled_from(FURNITURE))
def test_furniture_white_space_and_quotes_cost_few_spans(at, words):
    copy = Copy.of(ARTICLE).with_furniture(at, words).straightened().respaced(lambda: "  ")
    placed = place(TINY_PRESS, copy.text)
    assert not placed.exact
    assert_nothing_misplaced(TINY_PRESS, ARTICLE, copy, placed)
    assert placed.proven >= 0.9 * placed.total


@given(st.text(max_size=2000))
def test_no_other_text_is_taken_for_the_article(text):
    assert place(TINY_PRESS, text) is None


def test_a_text_of_the_same_words_in_another_order_is_none():
    words = ARTICLE.split()
    assert place(TINY_PRESS, " ".join(sorted(words))) is None


def test_a_doubled_article_places_nothing_rather_than_guess():
    """But for spans at the very edge of the article: only one of the two copies has that edge."""
    placed = place(TINY_PRESS, ARTICLE + ARTICLE)
    told, edges = original_places(TINY_PRESS), {words(ARTICLE)[0].start, words(ARTICLE)[-1].end}
    for name in placed.document.annotations():
        assert all(edges & {start, end} for start, end in told[name]), name


def test_what_ships_of_a_press_document_holds_no_surface():
    files = {**TINY_CORPUS.files}
    shipped = (files["annotations/press/tiny-press-01.json"] + files["corpus/documents.jsonl"]).decode()
    data = json.loads(files["annotations/press/tiny-press-01.json"])
    assert all("text" not in row for rows in data.values() if isinstance(rows, list) for row in rows)
    assert "crowns" not in shipped
    assert "Паром" not in shipped


def test_the_folder_is_searched_by_content_and_the_rest_is_reported(tmp_path):
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "x.html").write_bytes(ARTICLE.encode())
    (tmp_path / "in" / "other.txt").write_text("nothing to see", encoding="utf-8")
    (tmp_path / "in" / "picture.png").write_bytes(b"\x89PNG\xff\xfe")
    report = hydrate(tmp_path / "in", out=tmp_path / "out", corpus=TINY_CORPUS)
    assert [(p.document.id, p.file, p.exact) for p in report.placed] == [("tiny-press-01", "deep/x.html", True)]
    assert report.missing == []
    assert report.passed_over == {"picture.png": "byte 0 is not UTF-8"}
    assert json.loads(json.dumps(report.to_dict()))["placed"][0]["refused"] == []


def test_the_better_of_two_copies_is_used(tmp_path):
    worse = Copy.of(ARTICLE).with_furniture(400, "Advertisement").text
    (tmp_path / "a.txt").write_bytes(worse.encode())
    (tmp_path / "b.txt").write_bytes(ARTICLE.encode())
    assert find(tmp_path, TINY_CORPUS).placed[0].file == "b.txt"


def test_a_missing_article_is_named_so_that_it_can_be_found(tmp_path):
    report = hydrate(tmp_path, corpus=TINY_CORPUS)
    assert report.placed == []
    told = report.missing[0]
    assert told["outlet"] == "Harbour Press"
    assert told["title"] == "A ferry firm is reported to have stopped"
    assert told["published"] == "2022-05-02"
    assert len(told["sha256"]) == 64
    assert not home().exists()


def test_the_hydrated_folder_loads_like_the_shipped_one(tmp_path):
    import datasets
    import pyarrow.parquet as pq

    from retold.columns import CONFIGS
    from retold.parquet import read

    out = tmp_path / "out"
    hydrate(TINY / "articles", out=out, corpus=TINY_CORPUS)
    empty = {"registry_facts", "passes", "decisions"}
    assert set(datasets.get_dataset_config_names(str(out))) == CONFIGS.keys() - empty
    for name in CONFIGS.keys() - empty:
        table = datasets.load_dataset(str(out), name, split="press")
        assert table.num_rows == pq.read_metadata(out / "data" / name / "press.parquet").num_rows
    (back,) = read(out / "data" / "nested" / "press.parquet")
    assert back.text == ARTICLE
    assert [m.text for m in back.mentions] == [ARTICLE[m.start : m.end] for m in TINY_PRESS.mentions]


def test_hydrating_again_replaces_and_loads_afresh(tmp_path):
    import datasets

    out, copies_at = tmp_path / "out", tmp_path / "in"
    shutil.copytree(TINY / "articles", copies_at)
    hydrate(copies_at, out=out, corpus=TINY_CORPUS)
    full = datasets.load_dataset(str(out), "mentions", split="press").num_rows
    damaged = ARTICLE.replace("Ada Berg announced", "someone announced")
    (copies_at / "saved-page.txt").write_bytes(damaged.encode())
    hydrate(copies_at, out=out, corpus=TINY_CORPUS)
    assert datasets.load_dataset(str(out), "mentions", split="press").num_rows < full


@pytest.mark.parametrize("where", ["data", "corpus/press", "."])
def test_press_texts_never_go_into_the_repository(where):
    from conftest import ROOT

    with pytest.raises(RetoldError, match="lies in the repository"):
        hydrate(TINY / "articles", out=ROOT / where, corpus=TINY_CORPUS)


def test_nor_into_the_corpus_they_are_placed_for(tiny):
    with pytest.raises(RetoldError, match="lies in the repository"):
        hydrate(TINY / "articles", out=tiny / "out", corpus=Corpus.open(tiny))


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "mine.txt").write_text("keep me", encoding="utf-8")
    with pytest.raises(RetoldError, match="holds something else"):
        hydrate(TINY / "articles", out=tmp_path, corpus=TINY_CORPUS)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep me"


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(RetoldError, match="is no folder"):
        find(tmp_path / "nowhere", TINY_CORPUS)


@needs_sources
def test_the_five_articles_are_placed_whole(corpus):
    report = find(SOURCES, corpus)
    assert report.missing == []
    assert [(p.document.id, p.exact, p.proven == p.total, p.refused) for p in report.placed] == [
        (name, True, True, ()) for name, entry in corpus.entries.items() if entry.tier == "press"
    ]


@needs_sources
@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_damaged_articles_keep_nearly_all_and_misplace_none(seed):
    chance = random.Random(seed)
    total = proven = 0
    for document, text in press():
        copy = Copy.of(text)
        for _ in range(4):
            stops = [match.end() - 1 for match in re.finditer(r"[.!?”]\s|\n", copy.text)]
            copy = copy.with_furniture(chance.choice(stops), chance.choice(FURNITURE))
        copy = copy.straightened().respaced(lambda: chance.choice(["  ", "\n", "\u00a0"]))
        placed = place(document, copy.text)
        assert_nothing_misplaced(document, text, copy, placed)
        total, proven = total + placed.total, proven + placed.proven
    assert proven >= 0.95 * total


@needs_sources
@settings(max_examples=30)
@given(st.data())
def test_dropped_lines_and_mixed_words_misplace_no_span_of_the_articles(data):
    document, text = data.draw(st.sampled_from(press()))
    copy = data.draw(copies(text))
    placed = place(document, copy.text)
    if placed:
        assert_nothing_misplaced(document, text, copy, placed)


@needs_sources
def test_no_article_is_taken_for_another():
    for document, text in press():
        for other, foreign in press():
            assert (place(document, foreign) is None) == (document.id != other.id), text[:0]
