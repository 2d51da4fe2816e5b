import msgspec

from conftest import TINY
from retold import Corpus
from retold.cli import main
from retold.stats import chains, words


def test_words_are_runs_of_letters_and_digits():
    assert words("It’s 2022 — «МКС», ñandú!") == 5


def test_chains_run_from_the_original_to_the_last_retelling():
    news = Corpus.open(TINY)["tiny-news-01"]

    def text(name, source=None):
        return msgspec.structs.replace(news, id=name, derived_from=source)

    made = [text("c", "b"), text("a"), text("b", "a"), text("d", "a"), text("alone"), text("e", "elsewhere")]
    assert chains(made) == [["a", "b", "c"], ["a", "d"], ["e"]]
    assert chains([text("x", "y"), text("y", "x"), text("z", "y")]) == [["x", "y", "z"]]


def test_the_command_counts_registers_and_chains(capsys):
    assert main(["stats", "--root", str(TINY)]) == 0
    out = capsys.readouterr().out
    assert "agency-report" in out
    assert "chains of retellings" in out
