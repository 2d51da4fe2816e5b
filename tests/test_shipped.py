"""The shipped data: exact counts, what the contract promises, and nobody else's sentences."""

import json
import subprocess

import pytest

from conftest import ROOT, SOURCES
from retold.leakage import RUN, runs
from retold.stats import missing, statistics, words

COUNTS = {
    "train": {
        "documents": 6,
        "words": 2710,
        "segments": 125,
        "mentions": 631,
        "times": 106,
        "events": 236,
        "quotations": 64,
        "claims": 180,
        "noise": 13,
        "languages": 4,
    },
    "validation": {
        "documents": 2,
        "words": 780,
        "segments": 32,
        "mentions": 167,
        "times": 34,
        "events": 46,
        "quotations": 9,
        "claims": 56,
        "noise": 80,
        "languages": 4,
    },
    "test": {
        "documents": 4,
        "words": 1897,
        "segments": 69,
        "mentions": 429,
        "times": 53,
        "events": 252,
        "quotations": 67,
        "claims": 127,
        "noise": 13,
        "languages": 6,
    },
    "press": {
        "documents": 5,
        "words": 0,
        "segments": 59,
        "mentions": 532,
        "times": 34,
        "events": 284,
        "quotations": 66,
        "claims": 126,
        "noise": 32,
        "languages": 5,
    },
}
RECORDS = [
    ("announcement-agency-ru-01", "Роскосмос", "roscosmos", "возобновятся", "COOPERATE", "2022-03-30", "faithful"),
    ("announcement-factcheck-01", "Russia", "russia", "refuses", "REJECT", "PRESENT_REF", "faithful"),
    ("announcement-scraped-01", "Russia", "russia", "stop", "SANCTION", "2022", "faithful"),
    ("engines-broadcast-01", "RUSSIA", "russia", "service", "SANCTION", "2022-02-26", "faithful"),
    ("engines-forum-01", "Quillfeather", "quillfeather", "said", "SAY", "2022-03-12", "faithful"),
    (
        "exomars-explainer-01",
        "Europe’s Mars rover",
        "rosalind-franklin-rover",
        "invaded",
        "ASSAULT",
        "2022-03-18",
        "faithful",
    ),
    ("exomars-wire-01", "ESA", "esa", "launch", "LAUNCH", "2022", "faithful"),
    ("letters-newsletter-01", "you", "readers", "goes on", "SAY", "2022-03-12", "partial"),
    ("oneweb-live-01", "OneWeb", "oneweb", "cancelled", "SANCTION", "P6D", "faithful"),
    ("oneweb-regional-es-01", "Vallinegra", "vallinegra", "lanzar", "LAUNCH", "PRESENT_REF", "unsupported"),
    ("soyuz-return-mt-01", "Union MS-19", "soyuz-ms-19", "lifted", "MOBILIZE", "2021-10", "faithful"),
    ("soyuz-return-school-01", "Mark", "vande-hei", "war", "ASSAULT", "P355D", "faithful"),
]
"""Of each open document its id, first mention, tenth event, last time and last claim."""


@pytest.fixture(scope="module")
def counts(corpus):
    return statistics(corpus)


def test_the_counts_are_exactly_these(counts):
    found = {
        split: {"documents": s["documents"], "words": s["words"], **s["annotations"]}
        for split, s in counts["splits"].items()
    }
    assert found == COUNTS


def test_the_shipped_statistics_are_those_of_the_corpus(counts):
    assert json.loads((ROOT / "data" / "statistics.json").read_bytes()) == counts


def test_five_press_articles_and_twelve_open_texts(corpus):
    open_texts = [d for d in corpus.values() if d.tier == "open"]
    assert len(corpus) - len(open_texts) == 5
    assert len(open_texts) == 12
    assert len({d.register for d in open_texts}) == 12
    assert {d.language for d in open_texts} == {"en", "es", "ru"}
    assert len({d.story for d in open_texts}) >= 4
    assert all(250 <= words(d.text) <= 700 for d in open_texts)


def test_records_at_fixed_positions(corpus):
    found = [
        (
            d.id,
            d.mentions[0].text,
            d.mentions[0].entity,
            d.events[9].text,
            d.events[9].type,
            d.times[-1].value,
            d.claims[-1].fidelity,
        )
        for d in corpus.values()
        if d.tier == "open"
    ]
    assert found == RECORDS


def test_every_label_is_shown_or_the_guidelines_say_why_not(counts):
    guidelines = (ROOT / "GUIDELINES.md").read_text(encoding="utf-8")
    excused = guidelines.split("## Labels that no open text shows")[1]
    for field, labels in missing(counts["open"]).items():
        for label in labels:
            assert f"`{label}`" in excused, f"{field}: {label}"


def test_every_label_has_its_place_in_the_guidelines():
    from retold.columns import LAYER_COLUMNS, Labels, List

    guidelines = (ROOT / "GUIDELINES.md").read_text(encoding="utf-8")
    for columns in LAYER_COLUMNS.values():
        for column in columns:
            kind = column.type.of if isinstance(column.type, List) else column.type
            for label in kind.all if isinstance(kind, Labels) else ():
                assert label in guidelines, label


def test_links_across_documents_and_languages_are_there(counts):
    for kind, numbers in counts["registries"].items():
        assert numbers["in_two_documents_or_more"] > 10, kind
        assert numbers["in_two_languages_or_more"] > 5, kind


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the press articles are not at hand")
def test_no_sentence_of_the_press_stands_in_the_repository():
    press = set().union(*(runs(path.read_text(encoding="utf-8")) for path in SOURCES.glob("*.txt")))
    assert len(press) > 2000
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.is_file():
            shared = runs(path.read_bytes().decode("utf-8", "replace")) & press
            assert not shared, f"{name} shares a run of {RUN} words with the press: {next(iter(shared))}"
