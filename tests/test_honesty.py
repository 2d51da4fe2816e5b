from conftest import ROOT
from retold.honesty import FEWEST, as_answers, ceiling, slices
from retold.tasks import TASKS


def test_a_document_answers_for_itself_without_a_fault(corpus):
    document = corpus["announcement-factcheck-01"]
    for name, task in TASKS.items():
        assert list(as_answers(name, document, document)) == list(task.gold(document))


def test_passes_are_scored_like_systems(corpus):
    documents = list(corpus.split("test"))
    for name in ("ner", "fidelity", "same-statement"):
        found = ceiling(name, corpus, documents)
        assert 0.5 < found.second.value <= 1.0
        assert 0 < found.documents <= len(documents)
    assert ceiling("ner", corpus, list(corpus.split("train"))) is None


def test_languages_with_enough_documents_are_scored_for_themselves(corpus):
    documents = list(corpus.split("test"))
    gold = {d.id: TASKS["ner"].gold(d) for d in documents}
    found = list(slices("ner", documents, gold))
    assert ("language", "en") in {(kind, name) for kind, name, _, _ in found}
    assert all(count >= FEWEST and measure.value == 1.0 for _, _, measure, count in found)


def test_the_page_tells_the_limits_of_every_task():
    page = (ROOT / "LEADERBOARD.md").read_text(encoding="utf-8")
    table = page.split("<!-- generated: limits -->")[1].split("<!-- end -->")[0]
    assert [line.split(" | ")[0].strip("| ") for line in table.strip().splitlines()[2:]] == list(TASKS)
