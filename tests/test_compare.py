from conftest import TINY
from retold import Corpus
from retold.compare import compare

CORPUS = Corpus.open(TINY, texts={"tiny-press-01": (TINY / "articles" / "saved-page.txt").read_bytes().decode()})


def test_renderings_stand_in_the_order_of_their_dates():
    found = compare("berg-only-if", CORPUS.values(), CORPUS.registry)
    assert [(r.document, r.language, r.type) for r in found] == [
        ("tiny-news-01", "en", "direct"),
        ("tiny-press-01", "en", "direct"),
        ("tiny-ru-01", "ru", "indirect"),
    ]


def test_words_left_out_and_put_in_are_told_within_a_language():
    first, second, third = compare("berg-only-if", CORPUS.values(), CORPUS.registry)
    assert first.words == third.words == ()
    assert second.words == ("+council lifts its harbour", "-goes")


def test_what_claims_and_noise_did_is_told(corpus):
    changed = [
        r.changes for s in corpus.registry.statements for r in compare(s, corpus.values(), corpus.registry) if r.changes
    ]
    assert any("distorted" in change for changes in changed for change in changes)


def test_press_text_that_is_not_at_hand_is_told_by_its_place():
    corpus = Corpus.open(TINY)
    press = next(r for r in compare("berg-only-if", corpus.values(), corpus.registry) if r.document == "tiny-press-01")
    assert press.text.startswith("[")
    assert press.words == ()
