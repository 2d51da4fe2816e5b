"""The shipped data: exact counts, what the contract promises, and nobody else's sentences."""

import json
import subprocess

import pytest

from conftest import ROOT, SOURCES
from retold.leakage import RUN, runs
from retold.stats import missing, statistics, words

COUNTS = {
    "train": {
        "documents": 60,
        "words": 25944,
        "segments": 1112,
        "mentions": 5623,
        "times": 1031,
        "events": 2270,
        "quotations": 600,
        "claims": 1957,
        "noise": 148,
        "languages": 17,
    },
    "validation": {
        "documents": 20,
        "words": 8972,
        "segments": 371,
        "mentions": 1814,
        "times": 449,
        "events": 776,
        "quotations": 215,
        "claims": 659,
        "noise": 115,
        "languages": 4,
    },
    "test": {
        "documents": 40,
        "words": 17950,
        "segments": 743,
        "mentions": 4012,
        "times": 672,
        "events": 2074,
        "quotations": 563,
        "claims": 1410,
        "noise": 191,
        "languages": 9,
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
    ("announcement-aggregated-01", "Russia", "russia", "lifted", "CONCEDE", "2022-03-30", "faithful"),
    ("announcement-analysis-01", "Moscow", "moscow", "ending", "SANCTION", "2022-04-02", "faithful"),
    ("announcement-broadcast-es-01", "Rusia", "russia", "cooperación", "COOPERATE", "PRESENT_REF", "distorted"),
    ("announcement-correction-01", "our", "quillmoor-digest", "cooperation", "COOPERATE", "2022-03-30", "faithful"),
    ("announcement-es-01", "Rusia", "russia", "sanciones", "SANCTION", "2022-03-30", "faithful"),
    ("announcement-factcheck-01", "Russia", "russia", "refuses", "REJECT", "PRESENT_REF", "faithful"),
    ("announcement-forum-ru-01", "Секретарь", "shtopor", "завершать", "SANCTION", "2022-04-07", "unsupported"),
    ("announcement-live-ru-01", "МКС", "iss", "напишут", "CONSULT", "2030", "faithful"),
    ("announcement-mt-es-01", "Russia", "russia", "sanctions", "SANCTION", "2022-03-30", "distorted"),
    ("announcement-mt-fa-01", "Rogozin", "rogozin", "cooperation", "COOPERATE", "2030", "faithful"),
    ("announcement-scraped-01", "Russia", "russia", "stop", "SANCTION", "2022", "faithful"),
    ("announcement-social-01", "Postman Josef", "aschbacher", "work", "COOPERATE", "2030", "faithful"),
    ("announcement-tabloid-01", "COSMIC QUITTER", "rogozin", "walk", "SANCTION", "2014-03", "faithful"),
    ("engines-aggregated-01", "Russia", "russia", "posted", "SAY", "PRESENT_REF", "faithful"),
    ("engines-broadcast-01", "RUSSIA", "russia", "service", "SANCTION", "2022-02-26", "faithful"),
    ("engines-forum-01", "Quillfeather", "quillfeather", "said", "SAY", "2022-03-12", "faithful"),
    ("engines-letters-01", "Madam", "hobbleton-gazette-editor", "contract", "AGREE", "2024", "faithful"),
    (
        "engines-opinion-es-01",
        "Eulogio Barrientos",
        "eulogio-barrientos",
        "dejado",
        "RETREAT",
        "XXXX-WXX-1",
        "unsupported",
    ),
    ("engines-ru-01", "РД-180", "rd-180", "спецоперации", "ASSAULT", "2019-04", "faithful"),
    ("engines-scraped-es-01", "Torrealbilla", "torrealbilla", "publicó", "SAY", "2022", "faithful"),
    ("engines-timeline-01", "A Russian engine", "rd-180", "sanctions", "SANCTION", "2022-03-15", "faithful"),
    ("engines-trade-01", "Atlas V", "atlas-v", "sold", "COOPERATE", "XXXX-WXX-2", "faithful"),
    ("erosita-agency-ru-01", "Роскосмос", "roscosmos", "сотрудничество", "COOPERATE", "FUTURE_REF", "faithful"),
    ("erosita-briefing-01", "Russian", "russians", "work", "COOPERATE", "2029-11", "faithful"),
    ("erosita-explainer-ru-01", "Телескоп", "erosita", "сотрудничество", "COOPERATE", "2022-02-26", "faithful"),
    ("erosita-feature-de-01", "Vroni Seehuber", "vroni-seehuber", "Empfehlung", "REQUEST", "FUTURE_REF", "unsupported"),
    ("erosita-opinion-01", "Maud Fennimore", "maud-fennimore", "put", "SANCTION", "XXXX-WXX-1", "unsupported"),
    ("erosita-school-es-01", "Rusia", "russia", "guerra", "ASSAULT", "FUTURE_REF", "faithful"),
    ("exomars-agency-ru-01", "Рогозин", "rogozin", "заседавший", "CONSULT", "2016-03-14", "faithful"),
    ("exomars-correction-01", "ExoMars", "exomars", "cooperation", "COOPERATE", "P10D", "faithful"),
    (
        "exomars-explainer-01",
        "Europe’s Mars rover",
        "rosalind-franklin-rover",
        "invaded",
        "ASSAULT",
        "2022-03-18",
        "faithful",
    ),
    ("exomars-feature-01", "Tamsin Verrall", "tamsin-verrall", "took", "AGREE", "2028", "unsupported"),
    ("exomars-forum-01", "a rover", "rosalind-franklin-rover", "ready", "MOBILIZE", "XXXX-WXX-6", "unsupported"),
    ("exomars-mt-01", "Rogozin", "rogozin", "sitting", "CONSULT", "2016-03-14", "faithful"),
    ("exomars-school-ru-01", "Марсоход", "rosalind-franklin-rover", "решили", "AGREE", "2022-03-18", "faithful"),
    (
        "exomars-trade-es-01",
        "un róver parado",
        "rosalind-franklin-rover",
        "sanciones",
        "SANCTION",
        "XXXX-WXX-4",
        "faithful",
    ),
    ("exomars-wire-01", "ESA", "esa", "launch", "LAUNCH", "2022", "faithful"),
    ("extension-agency-ru-01", "Роскосмоса", "roscosmos", "объявила", "SAY", "2000-11", "faithful"),
    ("extension-aggregated-01", "Russia", "russia", "come back", "COOPERATE", "2031-01", "faithful"),
    ("extension-analysis-01", "Imogen Tarrant", "imogen-tarrant", "signature", "AGREE", "2022-05", "faithful"),
    ("extension-briefing-01", "ISS", "iss", "report", "SAY", "2022-05", "faithful"),
    ("extension-es-01", "Rusia", "russia", "mantendría", "OPERATE", "2031-01", "faithful"),
    ("extension-explainer-01", "the ISS", "iss", "committing", "AGREE", "P1Y", "faithful"),
    ("extension-opinion-ru-01", "Павла Стрижевского", "pavel-strizhevsky", "говорит", "SAY", "2000-11", "unsupported"),
    ("extension-social-es-01", "la estación espacial", "iss", "según", "SAY", "2022-04-21T00:12", "faithful"),
    ("extension-timeline-01", "Russia", "russia", "speak", "CONSULT", "2022-04-26", "faithful"),
    ("extension-trade-01", "Station vendors", "station-vendors", "committed", "AGREE", "2022-05", "faithful"),
    ("kourou-es-01", "Europa", "europe", "suspender", "SANCTION", "2022-03-04", "faithful"),
    ("kourou-letters-01", "Our", "ottersby-packet", "leave", "LAUNCH", "2022-03-10", "unsupported"),
    ("kourou-mt-01", "Europe", "europe", "suspending", "SANCTION", "2022-03-04", "faithful"),
    ("kourou-regional-fr-01", "Les Russes", "russians-at-kourou", "lancements", "LAUNCH", "XXXX-WXX-5", "faithful"),
    ("kourou-timeline-ru-01", "Союз", "soyuz-rocket", "эксплуатирует", "OPERATE", "2022-03-07", "faithful"),
    ("kourou-trade-01", "Soyuz", "soyuz-rocket", "banned", "SANCTION", "XXXX-WXX-2", "faithful"),
    ("letters-explainer-es-01", "la estación espacial", "iss", "funcionar", "OPERATE", "2022-03", "faithful"),
    ("letters-feature-01", "The woman with the red thread", "doreen-pask", "says", "SAY", "1931", "unsupported"),
    ("letters-newsletter-01", "you", "readers", "goes on", "SAY", "2022-03-12", "partial"),
    ("letters-opinion-01", "Aubrey Pell", "aubrey-pell", "explained", "SAY", "2022-03-31", "faithful"),
    ("letters-press-review-01", "Ines Holloway", "ines-holloway", "lifted", "OPERATE", "2022-03", "faithful"),
    ("letters-readers-01", "Your", "readers", "says", "SAY", "2022-03-31", "unsupported"),
    (
        "letters-school-es-01",
        "Una casa compartida a 400 kilómetros de altura",
        "iss",
        "vuelve",
        "RETURN",
        "P1D",
        "faithful",
    ),
    ("letters-state-mt-01", "They", "sanctioning-countries", "wrote", "REQUEST", "2019", "distorted"),
    ("letters-state-ru-01", "рукам", "sanctioned-enterprises", "написал", "REQUEST", "2019", "faithful"),
    ("letters-wire-ru-01", "Роскосмос", "roscosmos", "ограничений", "SANCTION", "2001", "faithful"),
    (
        "oneweb-analysis-01",
        "an empty pad at Baikonur",
        "baikonur-launch-pad",
        "called",
        "SAY",
        "PRESENT_REF",
        "faithful",
    ),
    ("oneweb-factcheck-ru-01", "OneWeb", "oneweb", "отказаться", "SANCTION", "2022-03-04", "faithful"),
    ("oneweb-live-01", "OneWeb", "oneweb", "cancelled", "SANCTION", "P6D", "faithful"),
    ("oneweb-mt-fa-01", "Moscow", "moscow", "obey", "AGREE", "2022-03-04", "faithful"),
    ("oneweb-regional-es-01", "Vallinegra", "vallinegra", "lanzar", "LAUNCH", "PRESENT_REF", "unsupported"),
    ("oneweb-statement-01", "Your", "peatlark-waiting-customers", "give up", "CONCEDE", "2022-02-24", "unsupported"),
    ("oneweb-summary-es-01", "una rampa vacía", "baikonur-launch-pad", "decía", "SAY", "2022-03-27", "faithful"),
    (
        "oneweb-transcript-01",
        "All Risks, No Refunds",
        "all-risks-no-refunds",
        "refuses",
        "REJECT",
        "2022-W13",
        "distorted",
    ),
    ("oneweb-wire-ru-01", "Лондон", "london", "предупредил", "THREATEN", "2020", "faithful"),
    (
        "penalties-briefing-01",
        "Russian space firms",
        "sanctioned-enterprises",
        "relief",
        "CONCEDE",
        "T18:00",
        "faithful",
    ),
    ("penalties-press-review-01", "five papers", "five-papers-of-galley-slip", "said", "SAY", "XXXX-WXX-4", "faithful"),
    ("penalties-regional-es-01", "Riomolinos", "riomolinos", "incluyó", "SANCTION", "XXXX-WXX-5", "unsupported"),
    ("penalties-statement-01", "Payload Guild", "payload-guild", "sanctions", "SANCTION", "2022-02", "faithful"),
    (
        "penalties-trade-ru-01",
        "Ярославский радиозавод",
        "yaroslavl-radio-plant",
        "отклоняются",
        "REJECT",
        "XXXX-WXX-5",
        "faithful",
    ),
    ("penalties-wire-ru-01", "США", "united-states", "заявила", "SAY", "2014-03-17", "faithful"),
    ("replies-analysis-ru-01", "Рогозину", "rogozin", "отменить", "CONCEDE", "2022-04-05", "faithful"),
    ("replies-briefing-01", "ISS", "iss", "end", "CONCEDE", "2022-04-06", "partial"),
    ("replies-regional-01", "Our neighbours by the runway", "csa", "says", "SAY", "FUTURE_REF", "faithful"),
    ("replies-social-ru-01", "тех", "those-who-calm-the-iss", "писать", "SAY", "P1D", "faithful"),
    ("replies-statement-01", "Halyard Society", "halyard-society", "says", "SAY", "P1D", "unsupported"),
    ("replies-timeline-01", "Europe", "europe", "says", "SAY", "2022-02-24", "faithful"),
    ("replies-trade-es-01", "la EEI", "iss", "admitió", "SAY", "2022-03-19", "faithful"),
    (
        "replies-transcript-01",
        "volunteers of Saltmarsh Radio",
        "volunteers",
        "cooperation",
        "COOPERATE",
        "P10D",
        "faithful",
    ),
    ("restrictions-analysis-01", "Perpetua Lyle", "perpetua-lyle", "added", "SAY", "2024", "faithful"),
    ("restrictions-correction-01", "Rogozin", "rogozin", "cooperation", "COOPERATE", "2022-02-25", "faithful"),
    ("restrictions-mt-01", "USA", "united-states", "mention", "SAY", "2024", "faithful"),
    ("restrictions-opinion-ru-01", "Аркадия Ветлугина", "vetlugin", "сказал", "SAY", "2030", "faithful"),
    ("restrictions-ru-01", "США", "united-states", "упомянул", "SAY", "2024", "faithful"),
    ("restrictions-social-01", "the ISS", "iss", "come", "RETURN", "XXXX-WXX-6", "faithful"),
    ("restrictions-tabloid-01", "500-ton space station", "iss", "sneered", "SAY", "2014", "faithful"),
    ("restrictions-transcript-es-01", "nos", "encarna-listener", "apuntan", "COOPERATE", "2014", "faithful"),
    ("restrictions-wire-01", "U.S.", "united-states", "stop", "SANCTION", "2024", "faithful"),
    ("soyuz-return-es-01", "Palo Grullo", "palo-grullo", "llevaron", "AID", "XXXX-WXX-4", "unsupported"),
    ("soyuz-return-es-mt-01", "he", "vande-hei", "took", "AID", "XXXX-WXX-4", "unsupported"),
    ("soyuz-return-factcheck-ru-01", "американца", "vande-hei", "названа", "SAY", "2021-09-14", "faithful"),
    ("soyuz-return-feature-01", "him", "vande-hei", "made", "COOPERATE", "1995-03", "faithful"),
    ("soyuz-return-mt-01", "Union MS-19", "soyuz-ms-19", "lifted", "MOBILIZE", "2021-10", "faithful"),
    ("soyuz-return-ru-01", "американец Ванде Хай", "vande-hei", "доложили", "SAY", "PXW", "faithful"),
    ("soyuz-return-school-01", "Mark", "vande-hei", "war", "ASSAULT", "P355D", "faithful"),
    ("soyuz-return-tabloid-01", "MUM", "mary-vande-hei", "beamed", "SAY", "2021-10", "distorted"),
    ("soyuz-return-transcript-01", "Dome Time", "dome-time", "gets", "AID", "2022-03-29", "faithful"),
    ("soyuz-return-wire-01", "U.S. astronaut", "vande-hei", "landed", "RETURN", "2022-W12", "faithful"),
    ("suits-factcheck-es-01", "Putin", "putin", "despegaron", "LAUNCH", "P2D", "faithful"),
    ("suits-live-01", "Ten", "iss-crew", "shown", "SUPPORT", "2022-03-18T15:55+05:00", "faithful"),
    ("suits-social-ru-01", "космонавтов", "soyuz-ms21-crew", "ответил", "SAY", "2022-03-26", "faithful"),
    ("suits-state-mt-01", "Roscosmos", "roscosmos", "explains", "REJECT", "2022-03-17", "faithful"),
    ("suits-state-ru-01", "Роскосмос", "roscosmos", "объясняет", "REJECT", "2022-03-17", "faithful"),
    ("suits-tabloid-01", "Putin’s yellow spacemen", "soyuz-ms21-crew", "saw", "SAY", "PRESENT_REF", "faithful"),
    ("timetable-agency-ru-01", "Рогозин", "rogozin", "предупредят", "SAY", "2022-04-27", "faithful"),
    ("timetable-es-01", "Rusia", "russia", "acabará", "SANCTION", "2022-04-27", "faithful"),
    ("timetable-factcheck-01", "Russia", "russia", "interview", "SAY", "2022-05-03", "faithful"),
    ("timetable-mt-es-01", "Russia", "russia", "work", "COOPERATE", "2022-04-27", "faithful"),
    ("timetable-newsletter-01", "The Squelch", "the-squelch", "headlines", "SAY", "2022-W19", "partial"),
    ("timetable-opinion-de-01", "Hinnerk Lohsack", "lohsack", "sprach", "SAY", "2022-05-04", "unsupported"),
    ("timetable-scraped-01", "Russia", "russia", "told", "SAY", "2021-12", "distorted"),
    ("timetable-wire-01", "Russia", "russia", "decision", "AGREE", "2000-11", "faithful"),
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


def test_five_press_articles_and_a_hundred_and_twenty_open_texts(corpus, counts):
    open_texts = [d for d in corpus.values() if d.tier == "open"]
    assert len(corpus) - len(open_texts) == 5
    assert len(open_texts) >= 120
    assert counts["open"]["words"] >= 48_000
    assert len(counts["open"]["stories"]) >= 10
    assert len(counts["open"]["registers"]) >= 20
    assert counts["open"]["languages"]["ru"] >= 20
    assert counts["open"]["languages"]["es"] >= 16
    assert {split: counts["splits"][split]["documents"] for split in ("train", "validation", "test")} == {
        "train": 60,
        "validation": 20,
        "test": 40,
    }
    assert all(120 <= words(d.text) <= 1100 for d in open_texts)


def test_outlets_are_invented_and_each_has_its_own_name_but_in_chains(corpus):
    home = {}
    for document in corpus.values():
        if document.tier == "open":
            home.setdefault(document.outlet, []).append(document)
    for outlet, found in home.items():
        assert len({d.story for d in found}) == 1, outlet


def test_retellings_of_retellings_are_marked(counts):
    assert len(counts["chains"][0]) >= 4
    assert sum(len(line) >= 3 for line in counts["chains"]) >= 5
    assert all(n > 0 for n in counts["open"]["derivations"].values())


def test_every_kind_of_distortion_is_there_often_enough(counts):
    for where, least in (("open", counts["open"]), ("test", counts["splits"]["test"])):
        for kind, count in least["labels"]["claims"]["distortions"].items():
            assert count >= (20 if where == "open" else 8), (where, kind)


def test_most_claims_are_faithful_beside_those_that_are_bent(corpus):
    for document in corpus.values():
        if document.tier == "open" and len(document.claims) >= 15:
            faithful = sum(c.fidelity == "faithful" for c in document.claims)
            assert faithful >= 0.4 * len(document.claims), document.id


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
