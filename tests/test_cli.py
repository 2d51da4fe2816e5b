import json
import os
import subprocess
import sys

import pytest

from conftest import ROOT, TINY
from retold.cli import RUN, main
from retold.commands import ARGUMENTS, COMMANDS, reference

ARTICLES = ["--root", str(TINY), "--texts", str(TINY / "articles")]


def run(capsys, *argv) -> tuple[int, str, str]:
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_every_command_is_declared_and_has_its_function():
    assert list(RUN) == list(COMMANDS) == list(ARGUMENTS)
    assert all(f"usage: retold {name}" in reference() for name in COMMANDS)


def test_check_is_silent_on_stdout_and_zero_where_all_is_sound(capsys):
    code, out, err = run(capsys, "check", *ARTICLES)
    assert (code, out) == (0, "")
    assert err == "0 problems, 44 rules, 3 documents, 1 press texts at hand\n"


def test_check_says_what_it_could_not_compare(capsys):
    assert "press texts not at hand: their digests were not compared" in run(capsys, "check", "--root", str(TINY))[2]


def test_check_reports_problems_as_text_and_as_json(tiny, capsys):
    stray = tiny / "corpus" / "open" / "nobodys.txt"
    stray.write_text("Nobody's.\n")
    code, out, _ = run(capsys, "check", "--root", str(tiny))
    assert (code, out.splitlines()[0].split(": ")[:2]) == (1, ["corpus/open/nobodys.txt", "file-stray"])
    code, out, _ = run(capsys, "check", "--json", "--root", str(tiny))
    assert [p["code"] for p in json.loads(out)] == ["file-stray"]
    assert run(capsys, "check", "tiny-news-01", "--root", str(tiny))[0] == 0


def test_build_prints_its_rows_and_refuses_an_unsound_corpus(tiny, capsys):
    code, out, _ = run(capsys, "build", "--root", str(tiny))
    assert code == 0
    assert "mentions" in out
    assert json.loads(run(capsys, "build", "--json", "--root", str(tiny))[1])["documents"]["train"]["rows"] == 1
    (tiny / "corpus" / "open" / "nobodys.txt").write_text("Nobody's.\n")
    code, out, err = run(capsys, "build", "--root", str(tiny))
    assert (code, "file-stray" in out, "stand in the way" in err) == (1, True, True)


def test_hydrate_reports_places_and_what_is_missing(tmp_path, capsys):
    out = tmp_path / "out"
    code, printed, err = run(capsys, "hydrate", str(TINY / "articles"), "--out", str(out), "--root", str(TINY))
    assert code == 0
    assert "tiny-press-01" in printed
    assert str(out) in err
    (tmp_path / "none").mkdir()
    code, printed, _ = run(capsys, "hydrate", str(tmp_path / "none"), "--root", str(TINY))
    assert code == 1
    assert (
        "missing: tiny-press-01, Harbour Press, “A ferry firm is reported to have stopped”, 2022-05-02, sha256"
        in printed
    )
    code, printed, _ = run(capsys, "hydrate", str(tmp_path / "none"), "--json", "--root", str(TINY))
    assert json.loads(printed)["missing"][0]["id"] == "tiny-press-01"


def test_hydrate_lists_what_it_left_out(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    text = (TINY / "articles" / "saved-page.txt").read_text(encoding="utf-8").replace("on Monday", "one day")
    (tmp_path / "in" / "copy.txt").write_text(text, encoding="utf-8")
    code, printed, _ = run(capsys, "hydrate", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--root", str(TINY))
    assert code == 0
    assert "times t1 left out: no place proves it" in printed
    assert "its time t1 is left out" in printed


def test_show_marks_the_text(capsys):
    code, out, _ = run(capsys, "show", "tiny-news-01", "--layer", "mentions", *ARTICLES)
    assert code == 0
    assert "⟦A café owner⟧PER:zoe (⟦Zoë⟧PER:zoe)" in out
    code, out, _ = run(capsys, "show", "tiny-news-01", "--layer", "times", "--table", *ARTICLES)
    assert "2022-05-09" in out
    assert json.loads(run(capsys, "show", "tiny-news-01", "--json", *ARTICLES)[1])["id"] == "tiny-news-01"


def test_show_of_a_press_document_works_without_its_text(capsys):
    code, out, _ = run(capsys, "show", "tiny-press-01", "--root", str(TINY))
    assert code == 0
    assert "nordby-ferries" in out


def test_stats_count(capsys):
    counts = json.loads(run(capsys, "stats", "--json", "--root", str(TINY))[1])
    assert {s: c["documents"] for s, c in counts["splits"].items()} == {"train": 1, "test": 1, "press": 1}
    assert "registry" not in run(capsys, "stats", "--root", str(TINY))[1]


def test_compare_puts_renderings_side_by_side(capsys):
    code, out, _ = run(capsys, "compare", "berg-only-if", *ARTICLES)
    assert code == 0
    assert "Harbour Press" in out
    assert "Остров" in out
    rows = json.loads(run(capsys, "compare", "berg-only-if", "--json", *ARTICLES)[1])
    assert [r["document"] for r in rows] == ["tiny-news-01", "tiny-press-01", "tiny-ru-01"]


def test_compare_says_how_to_see_press_text(capsys):
    assert "retold hydrate DIR" in run(capsys, "compare", "berg-only-if", "--root", str(TINY))[2]


def test_draft_anchor_and_format_go_round(tiny, tmp_path, capsys):
    at = ["--root", str(tiny), "--texts", str(tiny / "articles")]
    before = (tiny / "annotations" / "press" / "tiny-press-01.json").read_bytes()
    _, printed, _ = run(capsys, "draft", "tiny-press-01", *at)
    path = tmp_path / "draft.json"
    path.write_text(printed, encoding="utf-8")
    assert run(capsys, "anchor", str(path), *at)[:2] == (0, "annotations/press/tiny-press-01.json\n")
    assert (tiny / "annotations" / "press" / "tiny-press-01.json").read_bytes() == before
    assert run(capsys, "format", "--root", str(tiny))[:2] == (0, "")
    news = tiny / "annotations" / "open" / "tiny-news-01.json"
    news.write_text(json.dumps(json.loads(news.read_bytes()), indent=1))
    assert run(capsys, "format", "--root", str(tiny))[:2] == (0, "annotations/open/tiny-news-01.json\n")


def test_splits_reads_back_through_load_dataset(capsys):
    counts = json.loads(run(capsys, "splits", "--json")[1])
    assert list(counts["documents"]) == ["train", "validation", "test"]
    assert run(capsys, "splits")[0] == 0


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        (["show", "tiny-new-01", "--root", str(TINY)], "Did you mean tiny-news-01?"),
        (["show", "tiny-news-01", "--layer", "moods", "--root", str(TINY)], "no layer 'moods'"),
        (["compare", "berg-only", "--root", str(TINY)], "Did you mean berg-only-if"),
        (["check", "--root", "/nowhere"], "holds no corpus/documents.jsonl"),
        (["hydrate", "/nowhere", "--root", str(TINY)], "is no folder"),
        (["anchor", "/nowhere.json", "--root", str(TINY)], "/nowhere.json"),
        (["draft", "tiny-press-01", "--root", str(TINY)], "the text is not at hand"),
    ],
)
def test_what_can_be_mended_is_said_without_a_traceback(argv, complaint, capsys):
    code, out, err = run(capsys, *argv)
    assert (code, out) == (2, "")
    assert complaint in err
    assert "Traceback" not in err


def test_text_of_a_corpus_cannot_drive_the_terminal(tiny, tmp_path, capsys):
    path = tiny / "annotations" / "registry" / "entities.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("Ada Berg", "[red]Ada[/red] Berg"), encoding="utf-8")
    _, out, _ = run(capsys, "compare", "berg-only-if", "--root", str(tiny))
    assert "[red]Ada[/red] Berg" in out


def test_python_dash_m_and_a_closed_pipe():
    command = f"{sys.executable} -m retold show tiny-press-01 --root {TINY} --texts {TINY}/articles | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, env=dict(os.environ))
    assert done.stdout.startswith("tiny-press-01: ")
    assert done.stderr == ""
