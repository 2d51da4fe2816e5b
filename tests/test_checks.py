import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import TINY
from corrupters import CORRUPTERS, add
from retold import Problem, check
from retold.checks import CODES
from retold.document import dump_lines, dumps
from retold.source import Folder

ARTICLE = (TINY / "articles" / "saved-page.txt").read_bytes().decode()
WITH_ARTICLE = {"press-run", "span-digest"}
"""Rules that look at press texts: broken in the tiny corpus, whose article ships."""


@pytest.fixture(scope="module")
def shipped() -> dict[str, bytes]:
    return dict(Folder())


def found(files, texts=None) -> list[tuple[str, str, str]]:
    return [(p.code, p.file, p.pointer) for p in check(files, texts)]


def test_the_shipped_corpus_is_sound(shipped):
    assert [str(p) for p in check(shipped)] == []


def test_the_tiny_corpus_is_sound():
    assert [str(p) for p in check(Folder(TINY), {"tiny-press-01": ARTICLE})] == []


def test_every_rule_has_its_corrupter():
    assert CORRUPTERS.keys() | WITH_ARTICLE == CODES.keys()


@pytest.mark.parametrize("code", sorted(CORRUPTERS))
def test_a_rule_and_only_it_reports_its_corrupter(code, shipped):
    files = dict(shipped)
    file, pointer = CORRUPTERS[code](files)
    assert found(files) == [(code, file, pointer)]


def test_a_wrong_digest_is_reported_where_the_article_is_at_hand():
    files = dict(Folder(TINY))
    name = "annotations/press/tiny-press-01.json"
    data = json.loads(files[name])
    data["times"][0]["digest"] = re.sub("[.][0-9a-f]{8}", ".00000000", data["times"][0]["digest"])
    files[name] = dumps(data)
    assert found(files, {"tiny-press-01": ARTICLE}) == [("span-digest", name, "/times/0")]
    assert found(files) == []


def test_words_of_a_press_article_are_reported_where_it_is_at_hand():
    files = dict(Folder(TINY))
    name = "annotations/registry/events.jsonl"
    rows = [json.loads(line) for line in files[name].splitlines()]
    rows[0]["gloss"] = "passengers with tickets for next week should call them"
    files[name] = dump_lines(rows)
    assert found(files, {"tiny-press-01": ARTICLE}) == [("press-run", name, "")]


def test_all_problems_are_reported_not_the_first(shipped):
    files = dict(shipped)
    places = [CORRUPTERS[code](files) for code in ("time-value", "claim-fidelity", "registry-unused")]
    assert sorted(found(files)) == sorted(
        (c, *p) for c, p in zip(("time-value", "claim-fidelity", "registry-unused"), places, strict=True)
    )


def test_a_problem_says_where_what_and_how_to_mend_it(shipped):
    files = dict(shipped)
    file, pointer = CORRUPTERS["json-schema"](files)
    (problem,) = check(files)
    assert str(problem) == (
        f"{file}#{pointer}: json-schema: not one of the labels; did you mean name? «nam». "
        "Use one of: name, nominal, pronoun, handle"
    )
    assert Problem(**problem.to_dict()) == problem


def test_an_unknown_key_and_a_missing_one_are_named(shipped):
    files = dict(shipped)
    name = next(f for f in files if f.startswith("annotations/open/"))
    data = json.loads(files[name])
    data["mentions"][0]["entitiy"] = data["mentions"][0].pop("entity")
    files[name] = dumps(data)
    messages = {p.message for p in check(files)}
    assert messages == {"unknown key entitiy; did you mean entity?", "lacks entity"}


def test_unknown_references_name_the_nearest(shipped):
    files = dict(shipped)
    name = next(f for f in files if f.startswith("annotations/open/"))
    data = json.loads(files[name])
    data["mentions"][0]["metonymy"] = "roscosmoss"
    files[name] = dumps(data)
    (problem,) = check(files)
    assert problem.fix.startswith("Use roscosmos, ")


def test_several_findings_of_one_file_keep_their_order(shipped):
    files = dict(shipped)
    name = next(f for f in files if f.startswith("annotations/open/"))
    data = json.loads(files[name])
    place = add(files, name, data, "times", data["times"][0] | {"id": "t997"})
    assert found(files) == [("layer-twin", *place)]


@settings(max_examples=25)
@given(st.data())
def test_no_garbage_in_a_file_breaks_the_checker(data):
    files = dict(Folder(TINY))
    name = data.draw(st.sampled_from(sorted(files)))
    at = data.draw(st.integers(0, len(files[name])))
    junk = data.draw(st.binary(min_size=1, max_size=8))
    files[name] = files[name][:at] + junk + files[name][at + data.draw(st.integers(0, 4)) :]
    for problem in check(files):
        assert problem.code in CODES
        assert problem.file in files
