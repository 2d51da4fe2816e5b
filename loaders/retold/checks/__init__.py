"""What must hold in the corpus: each rule with a stable code, and one door to all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..problem import Problem
from . import files as file_rules
from . import layers, links, spans, texts
from .state import Finding, State

Rule = Callable[[State], Iterator[Finding]]

WITHIN = texts.RULES | spans.RULES | layers.RULES
"""Rules that look at documents one by one: run on every document that could be read."""
ACROSS = links.RULES
"""Rules that follow links: run once every file could be read."""
ONE = spans.RULES | layers.RULES | {code: ACROSS[code] for code in links.OF_ONE}
"""Rules that independent passes must keep as well."""
CODES: dict[str, str] = file_rules.CODES | {code: gloss for code, (_, gloss) in (WITHIN | ACROSS).items()}
"""Every code with what must hold."""


def check(files: Mapping[str, bytes], texts: Mapping[str, str] | None = None) -> Iterator[Problem]:
    """All problems of a corpus.

    ``files`` is what :class:`retold.source.Folder` gives, or any mapping of paths to bytes; ``texts`` holds press
    texts by document id, as far as they are at hand: without them, digests can't be compared.

    >>> from retold.source import Folder
    >>> list(check(Folder()))
    []
    """
    state = State(files=files, texts=texts or {})
    yield from file_rules.read(state)
    yield from _apply(WITHIN | ACROSS if state.sound else WITHIN, state)
    for made in state.of_passes() if state.sound else ():
        yield from _apply(ONE, made)


def _apply(rules: Mapping[str, tuple[Rule, str]], state: State) -> Iterator[Problem]:
    for code, (rule, _) in rules.items():
        for finding in rule(state):
            yield Problem(finding.file, finding.pointer, code, finding.message, finding.fix, finding.snippet)
