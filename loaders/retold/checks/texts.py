"""Rules on texts: the bytes are those of the manifest, clean, and nobody else's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from hashlib import sha256

import regex

from ..document import Document
from ..leakage import LONG, NEAR, RUN, across, runs
from ..source import MANIFEST
from .state import Finding, State, shown

_ENTITY = regex.compile(r"&(#[0-9]+|#x[0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]+);")
_UNSEEN = regex.compile(r"[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}--[\n\u200d]]|(?<!\p{Emoji})\u200d", regex.V1)
_FORM = (
    ("a carriage return", regex.compile(r"\r"), "Write line ends as LF"),
    ("a control, format or invisible character", _UNSEEN, "Take it out"),
    ("more or less than one newline at the end", regex.compile(r"(?<!\n)\Z|\n\n+\Z"), "End the text with one newline"),
)


def text_hash(state: State) -> Iterator[Finding]:
    for d in _with_text(state):
        if sha256(d.text.encode()).hexdigest() != d.sha256 and len(d.text) == d.length:
            yield Finding(
                MANIFEST,
                f"/{state.line(d)}/sha256",
                f"the text of {d.id} has another sha256",
                "Put the text back as it was, or anchor the document anew",
                d.sha256[:12],
            )


def text_length(state: State) -> Iterator[Finding]:
    for d in _with_text(state):
        if len(d.text) != d.length:
            yield Finding(
                MANIFEST,
                f"/{state.line(d)}/length",
                f"the text of {d.id} has {len(d.text)} code points",
                "Put the text back as it was, or anchor the document anew",
                str(d.length),
            )


def text_form(state: State) -> Iterator[Finding]:
    for d in _open(state):
        if not unicodedata.is_normalized("NFC", d.text):
            yield Finding(
                d.text_file,
                "",
                "the text is not in Unicode normal form C",
                "Normalise it, then anchor the document anew",
            )
        for name, pattern, fix in _FORM:
            if match := pattern.search(d.text):
                yield Finding(d.text_file, "", f"{name} at {match.start()}", fix, shown(repr(match[0])))


def text_entity(state: State) -> Iterator[Finding]:
    for d in _open(state):
        for match in _ENTITY.finditer(d.text):
            yield Finding(d.text_file, "", f"an HTML entity at {match.start()}", "Write the character itself", match[0])


def near_copy(state: State) -> Iterator[Finding]:
    for twins in across(state.documents):
        if twins.shared >= NEAR:
            a, b = twins.first, twins.second
            yield Finding(
                MANIFEST,
                f"/{state.line(b)}/split",
                f"{b.id} ({b.split}) shares {twins.shared:.0%} of its runs of {RUN} words with {a.id} ({a.split})",
                "Rewrite one of them, or put both in one split",
            )


def long_run(state: State) -> Iterator[Finding]:
    for a, b, _ in across(state.documents):
        shared = runs(a.text, LONG) & runs(b.text, LONG)
        if shared:
            yield Finding(
                MANIFEST,
                f"/{state.line(b)}/split",
                f"{b.id} ({b.split}) shares a run of {LONG} words with {a.id} ({a.split})",
                "Rewrite one of them, or put both in one split",
                shown(" ".join(min(shared))),
            )


def press_run(state: State) -> Iterator[Finding]:
    press = {run: d.id for d in _with_text(state) if d.tier == "press" for run in runs(d.text)}
    for name in state.files if press else ():
        for run in sorted(runs(state.files[name].decode("utf-8", "replace")) & press.keys()):
            yield Finding(
                name, "", f"shares a run of {RUN} words with {press[run]}", "Say it in our own words", " ".join(run)
            )
            break


def _with_text(state: State) -> list[Document]:
    return [d for d in state.documents if d.text is not None]


def _open(state: State) -> list[Document]:
    return [d for d in state.documents if d.tier == "open"]


RULES = {
    "text-hash": (text_hash, "a text has the sha256 of the manifest"),
    "text-length": (text_length, "a text has the length of the manifest, in code points"),
    "text-form": (text_form, "an open text is NFC, with LF, one final newline, no control or invisible characters"),
    "text-entity": (text_entity, "an open text holds no HTML entities"),
    "near-copy": (near_copy, "no near-copy of a text stands in another split"),
    "long-run": (long_run, "no run of sixteen words stands in texts of two splits"),
    "press-run": (press_run, "no file shares a run of eight words with a press article at hand"),
}
