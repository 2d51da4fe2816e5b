"""Rules on links: every reference resolves to a line of the right type, every line is used, splits keep apart."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..differences import numbered, winner
from ..document import DECISIONS, Document, Entry
from ..schema import REGISTRIES, registry_file, roles
from ..source import MANIFEST
from .state import Finding, State, shown


def _references(state: State) -> Iterator[tuple[str, str, str, str, str]]:
    """Every reference to a registry: file, pointer, registry, id, snippet."""
    for d in state.documents:
        for layer, index, name, registry, value in _own_references(d):
            if value is not None:
                yield d.annotation_file, f"/{layer}/{index}/{name}", registry, value, d.id
    for number, s in enumerate(state.registry.statements.values()):
        yield registry_file("statements"), f"/{number}/speaker", "entities", s.speaker, s.id
    for number, f in enumerate(state.registry.facts.values()):
        for step, participant in enumerate(f.participants):
            yield registry_file("facts"), f"/{number}/participants/{step}", "entities", participant, f.id


def _own_references(d: Document) -> Iterator[tuple[str, int, str, str, str | None]]:
    for index, m in enumerate(d.mentions):
        yield "mentions", index, "entity", "entities", m.entity
        yield "mentions", index, "metonymy", "entities", m.metonymy
    for index, e in enumerate(d.events):
        yield "events", index, "event", "events", e.event
    for index, q in enumerate(d.quotations):
        yield "quotations", index, "speaker", "entities", q.speaker
        yield "quotations", index, "statement", "statements", q.statement
    for index, c in enumerate(d.claims):
        yield "claims", index, "fact", "facts", c.fact


def reference_unknown(state: State) -> Iterator[Finding]:
    for file, pointer, registry, name, within in _references(state):
        known = getattr(state.registry, registry)
        if name not in known:
            near = ", ".join(get_close_matches(name, known, 3))
            fix = f"Use {near}, or add a line" if near else "Add a line, or name another"
            yield Finding(file, pointer, f"{within} names {name}, which {registry_file(registry)} lacks", fix, name)
    for d in state.documents:
        own = {a.id for layer in (d.mentions, d.times, d.events) for a in layer}
        for index, e in enumerate(d.events):
            for step, argument in enumerate(e.arguments):
                if argument.ref_id not in own or argument.ref_id == e.id:
                    message = f"{argument.ref_id} is no other mention, time or event of the document"
                    yield Finding(
                        d.annotation_file,
                        f"/events/{index}/arguments/{step}/ref_id",
                        message,
                        "Name one of them",
                        shown(d.surface(e)),
                    )


def reference_type(state: State) -> Iterator[Finding]:
    entities, events, statements = state.registry.entities, state.registry.events, state.registry.statements
    for d in state.documents:
        pairs = [(f"/mentions/{i}/type", m, m.type, entities.get(m.entity), "type") for i, m in enumerate(d.mentions)]
        pairs += [(f"/events/{i}/type", e, e.type, events.get(e.event), "type") for i, e in enumerate(d.events)]
        pairs += [
            (f"/quotations/{i}/speaker", q.content[0], q.speaker, statements.get(q.statement), "speaker")
            for i, q in enumerate(d.quotations)
        ]
        for pointer, span, told, line, name in pairs:
            if line is not None and getattr(line, name) != told:
                message = f"{name} {told}, but {line.id} has {getattr(line, name)}"
                yield Finding(d.annotation_file, pointer, message, "Mend the one that is wrong", shown(d.surface(span)))


def event_link(state: State) -> Iterator[Finding]:
    for d in state.documents:
        for index, e in enumerate(d.events):
            if e.event is None and e.type != "SAY":
                message = f"a {e.type} event without a line of the registry"
                yield Finding(
                    d.annotation_file,
                    f"/events/{index}/event",
                    message,
                    "Name its event; null is for SAY",
                    shown(d.surface(e)),
                )


def argument_role(state: State) -> Iterator[Finding]:
    for d in state.documents:
        times = {t.id for t in d.times}
        for index, e in enumerate(d.events):
            for step, a in enumerate(e.arguments):
                if a.role not in roles()[e.type]:
                    message, fix = f"{e.type} has no role {a.role}", f"Use one of: {', '.join(roles()[e.type])}"
                elif (a.ref_id in times) != (a.role == "time"):
                    message, fix = f"{a.ref_id} cannot be the {a.role}", "The role time, and it alone, is for times"
                elif a in e.arguments[:step]:
                    message, fix = f"{a.ref_id} is its {a.role} twice", "Keep one"
                else:
                    continue
                yield Finding(d.annotation_file, f"/events/{index}/arguments/{step}", message, fix, shown(d.surface(e)))


def registry_unused(state: State) -> Iterator[Finding]:
    used = {(registry, name) for _, _, registry, name, _ in _references(state)}
    for registry in REGISTRIES:
        for number, name in enumerate(getattr(state.registry, registry)):
            if (registry, name) not in used:
                yield Finding(
                    registry_file(registry), f"/{number}", "no annotation names it", "Use it, or take it out", name
                )


def registry_twin(state: State) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for number, entity in enumerate(state.registry.entities.values()):
        if entity.wikidata in seen:
            message = f"{entity.wikidata} is {seen[entity.wikidata]} too"
            yield Finding(
                registry_file("entities"), f"/{number}/wikidata", message, "Merge the two, or check the QID", entity.id
            )
        elif entity.wikidata:
            seen[entity.wikidata] = entity.id


def statement_source(state: State) -> Iterator[Finding]:
    told = {q.statement for d in state.documents if d.tier == "press" for q in d.quotations}
    for number, s in enumerate(state.registry.statements.values()):
        speaker = state.registry.entities.get(s.speaker)
        if speaker and not speaker.invented and s.source is None and s.id not in told:
            message = f"{speaker.name} is real, but nothing shows that it was said"
            fix = "Give its source, or mark the speaker as invented if this corpus made it up"
            yield Finding(registry_file("statements"), f"/{number}", message, fix, s.id)


def evidence_place(state: State) -> Iterator[Finding]:
    press = {e.id: e for e in state.entries if e.tier == "press"}
    for number, fact in enumerate(state.registry.facts.values()):
        for step, evidence in enumerate(fact.evidence):
            if "document" not in evidence:
                continue
            entry = press.get(evidence["document"])
            if entry is None or not 0 <= evidence["start"] < evidence["end"] <= entry.length:
                message = "the evidence lies in no press article"
                place = f"/{number}/evidence/{step}"
                yield Finding(
                    registry_file("facts"),
                    place,
                    message,
                    "Name a press document and a span of it",
                    evidence["document"],
                )


def story_split(state: State) -> Iterator[Finding]:
    home: dict[str, str] = {}
    for number, entry in enumerate(state.entries):
        if entry.tier == "open" and home.setdefault(entry.story, entry.split) != entry.split:
            message = f"{entry.id} is {entry.split}, but the story {entry.story} stands in {home[entry.story]}"
            yield Finding(MANIFEST, f"/{number}/split", message, "Keep a story in one split", entry.split)
        if entry.tier == "press" and home.get(entry.story, "test") != "test":
            message = f"the press tells {entry.story}, which stands in {home[entry.story]}"
            yield Finding(MANIFEST, f"/{number}/story", message, "Keep the stories of the press in test", entry.story)


def derivation(state: State) -> Iterator[Finding]:
    known = {entry.id: entry for entry in state.entries}
    for number, entry in enumerate(state.entries):
        if entry.derived_from is None:
            if entry.derivation != "original":
                message = f"a {entry.derivation} of no document"
                fix = "Name it in derived_from, or call it original"
                yield Finding(MANIFEST, f"/{number}/derivation", message, fix)
            continue
        source = known.get(entry.derived_from)
        if source is None:
            near = ", ".join(get_close_matches(entry.derived_from, known, 3))
            message, fix = f"no document {entry.derived_from}", f"Use {near}" if near else "Name another"
        elif source.story != entry.story:
            message, fix = f"{source.id} tells another story, {source.story}", "A text is made from one of its story"
        elif not (source.published or "") <= (entry.published or "9999"):
            message, fix = f"{source.id} is of {source.published}, later than {entry.published}", "Mend a date"
        elif entry.id in _ancestors(source, known):
            message, fix = f"{source.id} was itself made from {entry.id}", "Name the one that came first"
        elif entry.derivation in ("translation", "machine-translation") and not (
            entry.translated_from == source.language != entry.language
        ):
            message = f"{entry.derivation} from {source.language} into {entry.language}"
            fix = "translated_from is the language of the source, and another than the text's"
        else:
            continue
        yield Finding(MANIFEST, f"/{number}/derived_from", message, fix, entry.derived_from)


def _ancestors(entry: Entry, known: dict[str, Entry]) -> set[str]:
    """The ids that a text goes back to, itself among them."""
    found: set[str] = set()
    step: Entry | None = entry
    while step is not None and step.id not in found:
        found.add(step.id)
        step = known.get(step.derived_from or "")
    return found


def decision(state: State) -> Iterator[Finding]:
    """Documents of which one difference was decided: all are, and what is said of them is so."""
    gold = {d.id: d for d in state.documents}
    passes: dict[str, list[Document]] = {}
    for made in sorted(state.passes, key=lambda made: made.annotator):
        passes.setdefault(made.id, []).append(made)
    made = {one.document for one in state.decisions}
    found = {name: numbered(*passes[name][:2]) for name in made if len(passes.get(name, ())) > 1 and name in gold}
    open_ones = {key for differences in found.values() for key in differences}
    for number, told in enumerate(state.decisions):
        difference = found.get(told.document, {}).get(told.id)
        open_ones.discard(told.id)
        if difference is None:
            yield Finding(DECISIONS, f"/{number}", "the passes do not differ there", "Take it out", told.id)
            continue
        first, second = passes[told.document][:2]
        stands = winner(difference, first, second, gold[told.document])
        if (told.differs, told.winner) != (difference.fields, stands):
            message = f"{stands} stands there, and what differs is {', '.join(difference.fields) or 'all of it'}"
            yield Finding(DECISIONS, f"/{number}", message, "Run `retold adjudicate` again", told.id)
    for name in sorted(open_ones):
        yield Finding(DECISIONS, "", f"{name} is not decided", "Say who is right: `retold adjudicate`", name)


OF_ONE = ("reference-unknown", "reference-type", "event-link", "argument-role")
"""Rules that look at the links of one document."""
RULES = {
    "reference-unknown": (reference_unknown, "every reference resolves"),
    "reference-type": (reference_type, "types and speakers agree with the registry"),
    "event-link": (event_link, "every event but SAY names a line of the registry"),
    "argument-role": (argument_role, "argument roles fit the event type, time roles are times"),
    "registry-unused": (registry_unused, "every line of a registry is used"),
    "registry-twin": (registry_twin, "no two entities have one QID"),
    "statement-source": (statement_source, "what a real speaker said is in a press article or has a public source"),
    "evidence-place": (evidence_place, "evidence lies in a press article"),
    "story-split": (story_split, "no story stands in two splits, those of the press only in test"),
    "decision": (decision, "where one difference between passes was decided all are, and the winner stands"),
    "derivation": (derivation, "what a text was made from is there, of its story, not later, and not made from it"),
}
