"""For every rule a hand that breaks the shipped corpus in that one way.

A corrupter changes a mapping of files in place and returns the file and pointer where its rule must report it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256

from retold.corpus import pass_of
from retold.document import DECISIONS, PREFIXES, dump_lines, dumps
from retold.schema import registry_file, roles
from retold.source import MANIFEST

Files = dict[str, bytes]
Place = tuple[str, str]
CORRUPTERS: dict[str, Callable[[Files], Place]] = {}


def corrupter(hand: Callable[[Files], Place]) -> Callable[[Files], Place]:
    CORRUPTERS[hand.__name__.replace("_", "-")] = hand
    return hand


def manifest(files: Files) -> list[dict]:
    return [json.loads(line) for line in files[MANIFEST].splitlines()]


def open_documents(files: Files) -> Iterator[tuple[str, dict, str]]:
    """Annotation file, its content and the text of every open document."""
    for row in manifest(files):
        if row["tier"] == "open":
            file = f"annotations/open/{row['id']}.json"
            yield file, json.loads(files[file]), files[f"corpus/open/{row['id']}.txt"].decode()


def pick(
    files: Files, layer: str, fits: Callable[[dict, dict, str], bool] = lambda a, d, t: True
) -> tuple[str, dict, int, str]:
    """The first annotation of a layer that fits: its file, the content, its index, and the text."""
    for file, data, text in open_documents(files):
        for index, annotation in enumerate(data[layer]):
            if fits(annotation, data, text):
                return file, data, index, text
    raise AssertionError(f"no {layer} of the corpus can be broken this way")


def put(files: Files, file: str, data: dict) -> None:
    files[file] = dumps(data)


def broken(
    files: Files,
    layer: str,
    change: Callable[[dict, dict], None],
    fits: Callable[[dict, dict, str], bool] = lambda a, d, t: True,
    step: str = "",
) -> Place:
    """Change the first annotation that fits, and say where it lands."""
    file, data, index, _ = pick(files, layer, fits)
    row = data[layer][index]
    change(row, data)
    put(files, file, data)
    landed = [r["id"] for r in json.loads(files[file])[layer]].index(row["id"])
    return file, f"/{layer}/{landed}{step}"


def add(files: Files, file: str, data: dict, layer: str, row: dict) -> Place:
    """Add an annotation and say where it lands."""
    row = {"id": f"{PREFIXES[layer]}999", **row}
    put(files, file, data | {layer: [*data[layer], row]})
    landed = json.loads(files[file])[layer]
    return file, f"/{layer}/{[r['id'] for r in landed].index(row['id'])}"


def put_row(files: Files, file: str, change: Callable[[list[dict]], None]) -> list[dict]:
    rows = [json.loads(line) for line in files[file].splitlines()]
    change(rows)
    files[file] = dump_lines(rows)
    return [json.loads(line) for line in files[file].splitlines()]


def retext(files: Files, name: str, text: str) -> None:
    """Replace a text and tell the manifest; passes over the old text go, and what was decided between them."""
    files[f"corpus/open/{name}.txt"] = text.encode()
    for file in [f for f in files if pass_of(f)[2] == name]:
        del files[file]
    decided = [json.loads(line) for line in files[DECISIONS].splitlines()]
    files[DECISIONS] = dump_lines([row for row in decided if not row["id"].startswith(f"{name}/")])

    def change(rows):
        row = next(r for r in rows if r["id"] == name)
        row |= {"sha256": sha256(text.encode()).hexdigest(), "length": len(text)}

    put_row(files, MANIFEST, change)


def extend(files: Files, data: dict, text: str, more: str) -> int:
    """Add a paragraph with its segment; returns where it starts."""
    start, name = len(text) + 1, data["id"]
    retext(files, name, f"{text}\n{more}\n")
    row = {"start": start, "end": start + len(more), "text": more, "kind": "paragraph"}
    add(files, f"annotations/open/{name}.json", data, "segments", row)
    return start


def uses(files: Files, layer: str, field: str) -> Counter:
    found: Counter = Counter()
    for name, content in files.items():
        if name.startswith(("annotations/open/", "annotations/press/")):
            found.update(row.get(field) for row in json.loads(content)[layer])
    return found


@corrupter
def file_missing(files):
    name = next(f for f in files if f.startswith("corpus/open/"))
    del files[name]
    return name, ""


@corrupter
def file_stray(files):
    files["corpus/open/nobodys.txt"] = b"Nobody's.\n"
    return "corpus/open/nobodys.txt", ""


@corrupter
def file_encoding(files):
    name = next(f for f in files if f.startswith("corpus/open/"))
    files[name] = b"\xff" + files[name]
    return name, ""


@corrupter
def json_syntax(files):
    name = next(f for f in files if f.startswith("annotations/open/"))
    files[name] = files[name].replace(b'"mentions": [', b'"mentions": ', 1)
    return name, ""


@corrupter
def json_form(files):
    file, data, _, _ = pick(files, "mentions")
    files[file] = json.dumps(data, indent=1).encode()
    return file, ""


@corrupter
def text_hash(files):
    rows = put_row(files, MANIFEST, lambda rows: next(r for r in rows if r["tier"] == "open").update(sha256="0" * 64))
    return MANIFEST, f"/{[r['sha256'] for r in rows].index('0' * 64)}/sha256"


@corrupter
def text_length(files):
    def change(rows):
        next(r for r in rows if r["tier"] == "open")["length"] += 1

    rows = put_row(files, MANIFEST, change)
    return MANIFEST, f"/{next(i for i, r in enumerate(rows) if r['tier'] == 'open')}/length"


@corrupter
def text_form(files):
    _, data, text = next(open_documents(files))
    retext(files, data["id"], text + "\n")
    return f"corpus/open/{data['id']}.txt", ""


@corrupter
def text_entity(files):
    _, data, text = next(open_documents(files))
    extend(files, data, text, "Fish &amp; chips")
    return f"corpus/open/{data['id']}.txt", ""


def copied(files, take: Callable[[str], str]) -> Place:
    """Copy what ``take`` takes of a text of train into one of test."""
    home = {row["id"]: row["split"] for row in manifest(files)}
    found = [(data, text) for _, data, text in open_documents(files)]
    (source, whole), (data, text) = next(
        (a, b) for a in found for b in found if home[a[0]["id"]] == "train" and home[b[0]["id"]] == "test"
    )
    extend(files, data, text, take(whole))
    later = max(data["id"], source["id"])
    return MANIFEST, f"/{[r['id'] for r in manifest(files)].index(later)}/split"


@corrupter
def near_copy(files):
    return copied(files, lambda text: " ".join(word for n, word in enumerate(text.split()) if n % 14))


@corrupter
def long_run(files):
    return copied(files, lambda text: " ".join(text.split()[20:40]))


@corrupter
def span_grapheme(files):
    file, data, text = next(open_documents(files))
    start = extend(files, data, text, "👩🏽‍🚀 flies")
    row = {"start": start, "end": start + 1, "text": "👩", "kind": "misspelling", "intended": "She"}
    return add(files, file, json.loads(files[file]), "noise", row)


@corrupter
def segment_tiling(files):
    file, data, _, _ = pick(files, "segments")
    del data["segments"][1]
    put(files, file, data)
    return file, "/segments/1"


@corrupter
def segment_crossing(files):
    file, data, _, text = pick(files, "segments", lambda a, d, t: not d["languages"])
    start, end = data["segments"][0]["start"], data["segments"][1]["end"]
    return add(files, file, data, "languages", {"start": start, "end": end, "text": text[start:end], "language": "fa"})


@corrupter
def mention_crossing(files):
    def fits(a, d, t):
        inside = [m for m in d["mentions"] if m["start"] < a["end"] + 9 and a["start"] < m["end"] and m is not a]
        segment = next(s for s in d["segments"] if s["start"] <= a["start"] < s["end"])
        return (
            " " in a["text"]
            and not inside
            and a["end"] + 9 < segment["end"]
            and t[a["end"] + 8] not in " \n"
            and t[a["end"]] == " "
        )

    file, data, index, text = pick(files, "mentions", fits)
    row = data["mentions"][index]
    start, end = row["start"] + row["text"].index(" ") + 1, row["end"] + 2
    while end < len(text) and not text[end].isspace():
        end += 1
    extra = {k: row[k] for k in ("type", "form", "entity")}
    return add(files, file, data, "mentions", {"start": start, "end": end, "text": text[start:end], **extra})


@corrupter
def layer_twin(files):
    file, data, index, _ = pick(files, "times")
    return add(files, file, data, "times", data["times"][index] | {"id": "t999"})


@corrupter
def quotation_speaker(files):
    entities = [json.loads(line) for line in files[registry_file("entities")].splitlines()]

    def inside(q, d):
        return [m for m in d["mentions"] if m["start"] < q["source"]["end"] and q["source"]["start"] < m["end"]]

    def fits(a, d, t):
        others = [q for q in d["quotations"] if q is not a and "source" in q]
        return (
            "source" in a
            and [(m["entity"], m["type"]) for m in inside(a, d)] == [(a["speaker"], "PER")]
            and not any(inside(a, d)[0] in inside(q, d) for q in others)
        )

    file, data, index, _ = pick(files, "quotations", fits)
    mention = inside(data["quotations"][index], data)[0]
    mention["entity"] = next(e["id"] for e in entities if e["type"] == mention["type"] and e["id"] != mention["entity"])
    put(files, file, data)
    return file, f"/quotations/{index}/source"


@corrupter
def registry_unused(files):
    file = registry_file("entities")
    rows = put_row(files, file, lambda rows: rows.append({"id": "nobody-at-all", "type": "PER", "name": "Nobody"}))
    return file, f"/{[r['id'] for r in rows].index('nobody-at-all')}"


@corrupter
def registry_twin(files):
    file = registry_file("entities")

    def change(rows):
        known = next(r for r in rows if "wikidata" in r)
        rows[-1] |= {k: known[k] for k in ("wikidata", "wikidata_checked", "wikidata_source")}

    rows = put_row(files, file, change)
    return file, f"/{len(rows) - 1}/wikidata"


@corrupter
def statement_source(files):
    file = registry_file("statements")
    told = uses(files, "quotations", "statement")
    in_press = uses({n: c for n, c in files.items() if "/press/" in n}, "quotations", "statement")

    def change(rows):
        row = next(r for r in rows if "source" in r and told[r["id"]] and not in_press[r["id"]])
        del row["source"]

    before = [json.loads(line) for line in files[file].splitlines()]
    rows = put_row(files, file, change)
    return file, f"/{next(i for i, (a, b) in enumerate(zip(before, rows, strict=True)) if a != b)}"


@corrupter
def evidence_place(files):
    file = registry_file("facts")

    def change(rows):
        evidence = next(e for r in rows for e in r["evidence"] if "document" in e)
        evidence["document"] = "no-such-press-01"

    rows = put_row(files, file, change)
    number, step = next(
        (i, j)
        for i, r in enumerate(rows)
        for j, e in enumerate(r["evidence"])
        if e.get("document") == "no-such-press-01"
    )
    return file, f"/{number}/evidence/{step}"


@corrupter
def story_split(files):
    stories = Counter(row["story"] for row in manifest(files) if row["tier"] == "open" and row["split"] == "train")

    def change(rows):
        told = [r for r in rows if r["split"] == "train" and stories[r["story"]] > 1]
        moved = [r for r in told if r["story"] == told[0]["story"]][-1]
        moved["split"] = "validation"

    before = manifest(files)
    rows = put_row(files, MANIFEST, change)
    return MANIFEST, f"/{next(i for i, (a, b) in enumerate(zip(before, rows, strict=True)) if a != b)}/split"


@corrupter
def json_schema(files):
    return broken(files, "mentions", lambda a, d: a.update(form="nam"), step="/form")


@corrupter
def id_unique(files):
    def free(a, d, t):
        return a is not d["mentions"][0] and not any(
            a["id"] == g["ref_id"] for e in d["events"] for g in e["arguments"]
        )

    file, data, index, _ = pick(files, "mentions", free)
    data["mentions"][index]["id"] = data["mentions"][0]["id"]
    put(files, file, data)
    return file, f"/mentions/{index}/id"


@corrupter
def span_bounds(files):
    return broken(files, "times", lambda a, d: a.update(end=a["start"]))


@corrupter
def span_edges(files):
    def widen(a, d):
        a.update(end=a["end"] + 1, text=a["text"] + " ")

    return broken(files, "times", widen, lambda a, d, t: t[a["end"]] == " ")


@corrupter
def span_surface(files):
    return broken(files, "times", lambda a, d: a.update(text=a["text"] + "s"))


@corrupter
def quotation_parts(files):
    def fits(a, d, t):
        return a["type"] == "indirect" and "cue" in a

    return broken(files, "quotations", lambda a, d: a.update(cue=a["content"][0]), fits)


@corrupter
def quotation_marks(files):
    def fits(a, d, t):
        first = a["content"][0]
        post = any(s["kind"] == "post" and s["start"] <= first["start"] < s["end"] for s in d["segments"])
        return a["type"] == "direct" and not post and " " in first["text"]

    def shorten(a, d):
        first = a["content"][0]
        skipped = first["text"].index(" ") + 1
        first.update(start=first["start"] + skipped, text=first["text"][skipped:])

    return broken(files, "quotations", shorten, fits, "/content/0")


@corrupter
def time_value(files):
    return broken(files, "times", lambda a, d: a.update(value="PRESNT_REF"), step="/value")


@corrupter
def time_type(files):
    def fits(a, d, t):
        return a["type"] == "DATE" and a["value"].endswith("_REF")

    return broken(files, "times", lambda a, d: a.update(type="DURATION"), fits, "/type")


@corrupter
def time_anchor(files):
    return broken(files, "times", lambda a, d: a.update(anchor="t998"), step="/anchor")


@corrupter
def time_resolves(files):
    def fits(a, d, t):
        weekday = a["text"].casefold() in ("wednesday", "saturday", "thursday")
        return a.get("anchor") == "t0" and weekday and a["value"][-2:] > "10"

    def a_day_early(a, d):
        a.update(value=f"{a['value'][:8]}{int(a['value'][8:10]) - 1:02}")

    return broken(files, "times", a_day_early, fits, "/value")


@corrupter
def claim_fidelity(files):
    def fits(a, d, t):
        return a["fidelity"] == "faithful"

    return broken(files, "claims", lambda a, d: a.update(distortions=["time"]), fits, "/distortions")


@corrupter
def noise_intended(files):
    def fits(a, d, t):
        return a["kind"] == "misspelling"

    return broken(files, "noise", lambda a, d: a.update(intended=a["text"]), fits, "/intended")


@corrupter
def language_own(files):
    own = {row["id"]: row["language"] for row in manifest(files)}
    return broken(files, "languages", lambda a, d: a.update(language=own[d["id"]]), step="/language")


@corrupter
def reference_unknown(files):
    return broken(files, "mentions", lambda a, d: a.update(metonymy="nobody-at-all"), step="/metonymy")


@corrupter
def reference_type(files):
    return broken(files, "mentions", lambda a, d: a.update(type="GPE"), lambda a, d, t: a["type"] == "ORG", "/type")


@corrupter
def event_link(files):
    counts = uses(files, "events", "event")

    def fits(a, d, t):
        return counts[a["event"]] > 1 and a["type"] != "SAY"

    return broken(files, "events", lambda a, d: a.update(event=None), fits, "/event")


@corrupter
def argument_role(files):
    def fits(a, d, t):
        return "vehicle" not in roles()[a["type"]] and a["arguments"] and a["arguments"][0]["role"] != "time"

    return broken(files, "events", lambda a, d: a["arguments"][0].update(role="vehicle"), fits, "/arguments/0")


@corrupter
def derivation(files):
    def change(rows):
        later = max((r for r in rows if r["tier"] == "open"), key=lambda r: r["published"] or "")
        earlier = min((r for r in rows if r["story"] == later["story"]), key=lambda r: r["published"] or "9999")
        earlier |= {"derived_from": later["id"], "derivation": "rewrite"}

    before = manifest(files)
    rows = put_row(files, MANIFEST, change)
    return MANIFEST, f"/{next(i for i, (a, b) in enumerate(zip(before, rows, strict=True)) if a != b)}/derived_from"


@corrupter
def decision(files):
    files.setdefault(DECISIONS, b"")
    row = {"id": "exomars-wire-01/claims:0-1", "differs": [], "winner": "first", "reason": "made up"}
    rows = put_row(files, DECISIONS, lambda rows: rows.append(row))
    return DECISIONS, f"/{next(i for i, r in enumerate(rows) if r['id'] == row['id'])}"
