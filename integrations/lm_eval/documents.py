"""Documents of the lm-evaluation-harness tasks, made from the Parquet files; the same every time."""

from itertools import combinations

from datasets import Dataset

ROUND = 200
"""Characters of the text shown on either side of an expression or quotation."""
CHOICES = 4
FIDELITY = ("faithful", "partial", "distorted")


def with_facts(claims):
    """The claims that name a fact; what is unsupported would give itself away."""
    return claims.filter(lambda row: row["fidelity"] in FIDELITY)


def macro_f1(items):
    """The mean F1 of the labels that the key has."""
    from sklearn.metrics import f1_score

    gold, told = zip(*items, strict=True)
    return f1_score(gold, told, labels=sorted(set(gold)), average="macro", zero_division=0.0)


def pairs(quotations):
    """Pairs of quotations of two documents: all that render one utterance, and as many of one speaker that do not."""
    rows = sorted(quotations, key=lambda row: (row["document"], row["start"], row["id"]))
    same, other = [], []
    for a, b in combinations(rows, 2):
        if a["document"] != b["document"] and a["speaker"] == b["speaker"]:
            (same if a["statement"] == b["statement"] else other).append((a, b))
    step = max(1, len(other) // max(1, len(same)))
    chosen = [(pair, 1) for pair in same] + [(pair, 0) for pair in other[::step][: len(same)]]
    return Dataset.from_list([{"first": a["text"], "second": b["text"], "same": answer} for (a, b), answer in chosen])


def _passage(text, start, end):
    low, high = max(0, start - ROUND), min(len(text), end + ROUND)
    return ("…" if low else "") + text[low:high].strip() + ("…" if high < len(text) else "")


def speakers(documents):
    """Quotations with the speakers of their document to choose from; documents with one speaker are left out."""
    rows = []
    for document in documents:
        names = {m["entity"]: m["text"] for m in reversed(document["mentions"]) if m["form"] == "name"}
        said = sorted({q["speaker"] for q in document["quotations"] if q["speaker"] in names})
        for q in document["quotations"]:
            if q["speaker"] in said and len(said) > 1:
                others = [s for s in said if s != q["speaker"]][: CHOICES - 1]
                chosen = sorted([q["speaker"], *others])
                rows.append(
                    {
                        "passage": _passage(document["text"], q["start"], q["end"]),
                        "quotation": " … ".join(part["text"] for part in q["content"]),
                        "choices": [names[s] for s in chosen],
                        "answer": chosen.index(q["speaker"]),
                    }
                )
    return Dataset.from_list(rows)


def times(documents):
    """Expressions of time with their surroundings and the day of publication."""
    return Dataset.from_list(
        [
            {
                "published": document["published"] or "on an unknown day",
                "passage": _passage(document["text"], t["start"], t["end"]),
                "expression": t["text"],
                "value": t["value"],
            }
            for document in documents
            for t in document["times"]
        ]
    )
