"""What other libraries find, as predictions: a ``transformers`` pipeline's output, a spaCy ``Doc``.

Offsets of both count code points of the text they were given, as ours do; give them the document's text unchanged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

LABELS: dict[str, str] = {
    **{"PER": "PER", "PERSON": "PER", "ORG": "ORG", "GPE": "GPE", "NORP": "NORP", "LOC": "LOC", "FAC": "FAC"},
    **{"VEH": "VEH", "PROJ": "PROJ", "PRODUCT": "VEH", "FACILITY": "FAC"},
}
"""Types of OntoNotes, CoNLL-2003 and ACE as ours; what has no counterpart (MISC, DATE, MONEY) is left out."""


def from_pipeline(found: Iterable[Mapping[str, Any]], labels: Mapping[str, str] = LABELS) -> list[dict[str, Any]]:
    """Mentions of a ``transformers`` token-classification pipeline with an ``aggregation_strategy``.

    ``labels`` maps the model's labels to ours, others are left out. ValueError where the words were not aggregated or
    have no offsets, as with slow tokenizers.

    >>> from_pipeline([{"entity_group": "PER", "start": 0, "end": 14, "word": "Dmitry Rogozin", "score": 0.9}])
    [{'start': 0, 'end': 14, 'type': 'PER'}]
    """
    items = []
    for row in found:
        if "entity_group" not in row:
            raise ValueError('words are not aggregated. Make the pipeline with aggregation_strategy="simple"')
        if row.get("start") is None or row.get("end") is None:
            raise ValueError("there are no offsets. Use a fast tokenizer")
        if row["entity_group"] in labels:
            items.append({"start": int(row["start"]), "end": int(row["end"]), "type": labels[row["entity_group"]]})
    return items


def from_spacy(doc: Any, labels: Mapping[str, str] = LABELS) -> list[dict[str, Any]]:
    """Mentions of a spaCy ``Doc``: its entities whose label ``labels`` maps to ours.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Roscosmos"}])
    >>> from_spacy(nlp("So Roscosmos says."))
    [{'start': 3, 'end': 12, 'type': 'ORG'}]
    """
    return [
        {"start": e.start_char, "end": e.end_char, "type": labels[e.label_]} for e in doc.ents if e.label_ in labels
    ]
