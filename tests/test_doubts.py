import json

from conftest import TINY
from retold import Corpus
from retold.cli import main
from retold.document import dumps
from retold.doubts import KINDS, doubts

NEWS = "tiny-news-01"


def kinds(root):
    corpus = Corpus.open(root)
    return {(d.kind, d.about) for d in doubts(corpus.values(), corpus.registry)}


def test_what_looks_inconsistent_is_listed(tiny):
    before = kinds(TINY)
    path = tiny / "annotations" / "open" / f"{NEWS}.json"
    data = json.loads(path.read_bytes())
    place = next(m for m in data["mentions"] if m["entity"] == "lindholm" and m.get("form") == "name")
    other = next(m for m in data["mentions"] if m["type"] == "ORG")
    place |= {"entity": other["entity"], "type": "ORG"}
    data["mentions"].append(place | {"id": "m999", "type": "GPE", "entity": "lindholm"})
    told = {name: data["segments"][0][name] for name in ("start", "end", "text")} | {"fact": "fee-announced"}
    data["claims"] = [
        {"id": "c1", **told, "fidelity": "faithful", "distortions": []},
        {"id": "c2", **told, "fidelity": "distorted", "distortions": ["time"], "note": "another day"},
    ]
    path.write_bytes(dumps(data))
    new = kinds(tiny) - before
    assert {kind for kind, _ in new} == set(KINDS)


def test_kinds_can_be_chosen_and_unknown_ones_are_refused(capsys):
    assert main(["doubts", "two-types", "--root", str(TINY), "--json"]) == 0
    assert {d["kind"] for d in json.loads(capsys.readouterr().out)} <= {"two-types"}
    assert main(["doubts", "no-such-kind", "--root", str(TINY)]) == 2
    assert "two-types" in capsys.readouterr().err
