import pytest
import regex
from hypothesis import given

from retold import RetoldError
from retold.show import INLINE, listed, marked, safe
from strategies import documents


@given(documents())
def test_marks_add_and_never_alter_the_text(document):
    for layer in INLINE:
        opened = marked(document, layer)
        own = document.text.count("⟦")
        assert opened.count("⟦") - own == len(getattr(document, layer))
        assert len(listed(document, layer)) == len(getattr(document, layer))


def test_inner_spans_close_before_outer_ones(corpus):
    document = next(
        d for d in corpus.values() if d.text and any(a in b and a != b for a in d.mentions for b in d.mentions)
    )
    depth = 0
    for mark in regex.findall("[⟦⟧]", marked(document, "mentions")):
        depth += 1 if mark == "⟦" else -1
        assert depth >= 0
    assert depth == 0


def test_a_layer_that_brackets_cannot_show_is_refused(corpus):
    with pytest.raises(RetoldError, match="can't show 'quotations'"):
        marked(next(iter(corpus.values())), "quotations")


def test_control_characters_become_visible():
    assert safe("a\x1b[31mb\u202ec\u0007\nd") == "a\ufffd[31mb\ufffdc\ufffd\nd"
