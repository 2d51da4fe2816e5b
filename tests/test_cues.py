import json

import msgspec

from conftest import ROOT, TINY
from retold import Corpus
from retold.cli import main
from retold.cues import CUES, TASKS, cues


def test_a_cue_that_gives_the_label_away_is_found(corpus):
    telling = []
    for document in corpus.values():
        if document.text is None:
            continue
        claims = tuple(
            msgspec.structs.replace(c, fidelity="distorted" if " to " in document.surface(c) else "faithful")
            for c in document.claims
        )
        telling.append(msgspec.structs.replace(document, claims=claims))
    found = {(r.task, r.cue): r for r in cues(telling)}
    assert found.keys() == {(task, cue) for task in TASKS for cue in CUES}
    words, majority = (found["faithful or not", cue] for cue in ("words", "majority"))
    assert majority.mcc == 0.0
    assert words.mcc > 0.2


def test_the_same_scores_come_out_twice(corpus):
    assert cues(corpus.values()) == cues(list(corpus.values()))


def test_the_datasheet_shows_them(corpus, capsys):
    assert main(["cues", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(TASKS) * len(CUES)
    sheet = (ROOT / "DATASHEET.md").read_text(encoding="utf-8")
    assert all("| " + " | ".join(row.cells()) + " |" in sheet for row in cues(corpus.values()))


def test_without_claims_there_is_nothing_to_ask(capsys):
    assert cues(Corpus.open(TINY).values()) == []
    assert main(["cues", "--root", str(TINY)]) == 0
