"""Baselines for every task: trained on train alone, in minutes, the same figures every time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..corpus import Registry
from ..document import Document
from . import judging, linking, marking
from .marking import Predict


class Baseline(NamedTuple):
    """A baseline: ``fit`` takes the training documents and the registry, and gives what answers for documents."""

    name: str
    kind: str
    how: str
    fit: Callable[[Sequence[Document], Registry], Predict]


TRIVIAL, TRAINED = "trivial", "trained"

BASELINES: dict[str, tuple[Baseline, ...]] = {
    "ner": (
        Baseline("lexicon", TRIVIAL, "names of train, longest match", marking.ner_lexicon),
        Baseline("crf", TRAINED, "CRF over tokens, names of train within what it finds", marking.ner_crf),
    ),
    "coreference": (
        Baseline("lexicon", TRIVIAL, "mentions of train, one where they read the same", linking.coreference_lexicon),
        Baseline("crf", TRAINED, "CRF mentions, linked by stems; pronouns by place", linking.coreference_crf),
    ),
    "entity-coreference": (
        Baseline("alone", TRIVIAL, "nothing is linked", linking.alone(*linking.ENTITIES)),
        Baseline("same words", TRIVIAL, "what reads the same is one", linking.alike(*linking.ENTITIES)),
        Baseline("tf-idf", TRAINED, "character n-grams, average linkage", linking.similar(*linking.ENTITIES)),
    ),
    "events": (
        Baseline("lexicon", TRIVIAL, "triggers of train, no arguments", marking.events_lexicon),
        Baseline("crf", TRAINED, "CRF triggers and fillers, linear model of roles", marking.events_crf),
    ),
    "event-coreference": (
        Baseline("alone", TRIVIAL, "nothing is linked", linking.alone(*linking.EVENTS)),
        Baseline("tf-idf", TRAINED, "trigger and sentence, character n-grams", linking.similar(*linking.EVENTS)),
    ),
    "timex": (
        Baseline("lexicon", TRIVIAL, "expressions and values of train", marking.timex_lexicon),
        Baseline("crf", TRAINED, "CRF spans, values by rule", marking.timex_crf),
    ),
    "quotations": (
        Baseline("marks", TRIVIAL, "quotation marks and the name before them", marking.quotations_marks),
        Baseline("crf", TRAINED, "CRF parts, put together by nearness", marking.quotations_crf),
    ),
    "same-statement": (
        Baseline("alone", TRIVIAL, "nothing is linked", linking.alone(*linking.STATEMENTS)),
        Baseline("tf-idf", TRAINED, "character n-grams, also across languages", linking.similar(*linking.STATEMENTS)),
    ),
    "fidelity": (
        Baseline("majority", TRIVIAL, "the commonest label", judging.majority),
        Baseline("words", TRAINED, "words of the claim alone", judging.words),
        Baseline("facts", TRAINED, "the claim against the fact most alike", judging.facts),
    ),
    "noise-repair": (
        Baseline("rules", TRIVIAL, "doubled words and broken encodings", marking.noise_rules),
        Baseline("crf", TRAINED, "CRF stretches, repairs of train", marking.noise_crf),
    ),
}
"""The baselines of every task, trivial ones first."""
