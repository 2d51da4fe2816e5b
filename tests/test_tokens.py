import sys

import pytest

from retold.problem import MissingLibrary, RetoldError
from retold.scores.clusters import aligned
from retold.tokens import _pipeline, sentences


def test_sentences_stay_in_their_segments(corpus):
    document = corpus["exomars-wire-01"]
    segments = {s.id: s for s in document.segments}
    found = sentences(document)
    assert len(found) > len(segments)
    for sentence in found:
        assert segments[sentence.segment].start <= sentence.start < sentence.end <= segments[sentence.segment].end


def test_a_language_without_rules_of_its_own_is_still_tokenized():
    assert [t.text for t in _pipeline("zz")("uno due.")] == ["uno", "due", "."]


@pytest.mark.parametrize(
    ("module", "call"),
    [("spacy", lambda: _pipeline("fa")), ("scipy.optimize", lambda: aligned({1: 1}, {1: 1}).within().sums())],
)
def test_a_missing_library_is_named_with_the_extra_that_installs_it(module, call, monkeypatch):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingLibrary, match=r"Install it with: pip install 'retold\[build\]'") as caught:
        call()
    assert isinstance(caught.value, RetoldError)
