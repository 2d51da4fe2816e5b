"""The command line: each command parses, calls one public function, prints, and returns an exit code.

0: done. 1: the corpus has problems, or an article is missing. 2: the call or its input can't be used.
Results go to stdout, talk and progress to stderr.
"""

from __future__ import annotations

import os
import sys

from .commands import parser

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def check(args) -> int:
    from .checks import CODES
    from .checks import check as run

    corpus = _corpus(args)
    for name in args.documents:
        corpus[name]
    wanted = {file for n in args.documents for file in (corpus.entries[n].annotation_file, corpus.entries[n].text_file)}
    found = [p for p in run(corpus.files, corpus.texts) if not wanted or p.file in wanted]
    if args.json:
        _print_json([p.to_dict() for p in found])
    else:
        for problem in found:
            print(problem)
        texts = len(corpus.texts)
        held = (
            f", {texts} press texts at hand" if texts else ", press texts not at hand: their digests were not compared"
        )
        _say(f"{len(found)} problems, {len(CODES)} rules, {len(corpus)} documents{held}")
    return 1 if found else 0


def build(args) -> int:
    from .build import Unsound
    from .build import build as run

    try:
        with _progress("build", 4) as step:
            made = run(args.root, step=step)
    except Unsound as unsound:
        for problem in unsound.problems:
            print(problem)
        _say(str(unsound))
        return 1
    if args.json:
        _print_json(made)
    else:
        splits = list(next(iter(made.values())))
        _table(["config", *splits], [[name, *(str(files[s]["rows"]) for s in splits)] for name, files in made.items()])
    return 0


def hydrate(args) -> int:
    from .corpus import Corpus
    from .hydration import hydrate as run

    with _progress("hydrate", None) as step:
        report = run(args.folder, out=args.out, corpus=Corpus.open(args.root), step=step)
    if args.json:
        _print_json(report.to_dict())
    else:
        rows = [
            [
                p.document.id,
                p.file,
                "exact" if p.exact else "imperfect",
                str(p.total),
                str(p.proven),
                str(p.total - p.proven),
            ]
            for p in report.placed
        ]
        _table(["article", "copy", "", "annotations", "placed and proven", "refused"], rows)
        for p in report.placed:
            for refused in p.refused:
                print(f"{p.document.id}: {refused.layer} {refused.id} left out: {refused.reason}")
        for told in report.missing:
            when = told["published"] or "undated"
            print(f"missing: {told['id']}, {told['outlet']}, “{told['title']}”, {when}, sha256 {told['sha256']}")
        for name, why in report.passed_over.items():
            _say(f"passed over: {name}: {why}")
        if report.out:
            _say(f"written to {report.out}")
    return 1 if report.missing else 0


def show(args) -> int:
    from . import show as shown
    from .document import LAYERS

    document = _corpus(args)[args.document]
    if args.json:
        _print_json(document.to_json())
        return 0
    tables = {layer: shown.listed(document, layer) for layer in args.layer or LAYERS}
    told = (document.outlet, document.published or "undated", document.language, document.register)
    print(f"{document.id}: {shown.safe(document.title)} ({', '.join(map(shown.safe, told))})")
    for layer, rows in tables.items():
        print(f"\n{layer}: {len(rows)}")
        if layer in shown.INLINE and rows and document.text is not None and not args.table:
            print(shown.marked(document, layer))
        elif rows:
            _table(list(rows[0]), [list(row.values()) for row in rows])
    return 0


def stats(args) -> int:
    from .stats import statistics

    counts = statistics(_corpus(args))
    if args.json:
        _print_json(counts)
        return 0
    splits = counts["splits"]
    rows = [[name, *(str(s[name]) for s in splits.values())] for name in ("documents", "words", "code_points")]
    rows += [
        [layer, *(str(s["annotations"][layer]) for s in splits.values())] for layer in counts["all"]["annotations"]
    ]
    _table(["", *splits], rows)
    rows = [
        [f"{layer}.{name}", label, *(str(s["labels"][layer][name][label]) for s in splits.values())]
        for layer, fields in counts["all"]["labels"].items()
        for name, labels in fields.items()
        for label in labels
    ]
    _table(["field", "label", *splits], rows)
    for name in ("languages", "registers", "stories", "derivations"):
        kinds = sorted(counts["all"][name])
        _table([name, *splits], [[kind, *(str(s[name].get(kind, 0)) for s in splits.values())] for kind in kinds])
    _table(["chains of retellings"], [[" → ".join(line)] for line in counts["chains"]])
    return 0


def agreement(args) -> int:
    from .agreement import agreement as run
    from .agreement import pairs

    rows = run(pairs(_corpus(args)))
    if args.json:
        _print_json([row.to_dict() for row in rows])
    else:
        _table(["layer", "of", "measure", "value", "95 % interval", "units"], [row.cells() for row in rows])
    return 0


def adjudicate(args) -> int:
    from .differences import numbered
    from .editing import file_decisions, passes_of
    from .show import safe, sides

    corpus = _corpus(args)
    corpus[args.document]
    first, second = passes_of(corpus, args.document)
    found = file_decisions(corpus, args.document, args.reasons) if args.reasons else numbered(first, second)
    told = {key: sides(first, second, difference) for key, difference in found.items()}
    if args.json:
        _print_json(told)
    else:
        rows = [[key, *(safe(str(value)) for value in side.values())] for key, side in told.items()]
        _table(["place", "text", "differs", "first", "second"], rows, lines=True)
    if args.reasons:
        _say(f"{len(found)} places have no reason; nothing was written" if found else "recorded")
    return 1 if args.reasons and found else 0


def leakage(args) -> int:
    from .leakage import LINKS
    from .leakage import leakage as run

    rows = run(_corpus(args).values())
    if args.json:
        _print_json([row.to_dict() for row in rows])
    else:
        head = ["from", "to", "most alike", "longest run", *(f"{name} shared" for name in LINKS)]
        _table(head, [row.cells() for row in rows])
    return 0


def cues(args) -> int:
    from .cues import cues as run

    rows = run(_corpus(args).values())
    if args.json:
        _print_json([row._asdict() for row in rows])
    else:
        _table(["question", "cue", "accuracy", "macro F1", "MCC", "claims"], [row.cells() for row in rows])
    return 0


def sample(args) -> int:
    from .readings import sample as run
    from .show import told

    documents = [d for d in _corpus(args).split(args.split) if d.text is not None]
    rows = [told(*drawn) for drawn in run(documents, size=args.size, seed=args.seed)]
    if args.json:
        _print_json(rows)
    else:
        _table(["annotation", "surface", "what it says"], [list(row.values()) for row in rows], lines=True)
    return 0


def doubts(args) -> int:
    from .doubts import KINDS
    from .doubts import doubts as run
    from .problem import RetoldError
    from .show import safe

    if unknown := set(args.kinds) - KINDS.keys():
        raise RetoldError(f"no kind {', '.join(sorted(unknown))}. There are: {', '.join(KINDS)}")
    corpus = _corpus(args)
    found = [d for d in run(corpus.values(), corpus.registry) if d.kind in (args.kinds or KINDS)]
    if args.json:
        _print_json([d._asdict() for d in found])
    else:
        _table(["kind", "about", "places"], [[d.kind, safe(d.about), "\n".join(d.places)] for d in found])
    return 0


def compare(args) -> int:
    from .compare import compare as run
    from .show import safe

    corpus = _corpus(args)
    found = run(args.statement, corpus.values(), corpus.registry)
    if args.json:
        _print_json([r.to_dict() for r in found])
        return 0
    statement = corpus.registry.statements[args.statement]
    speaker = corpus.registry.entities[statement.speaker].name
    print(f"{speaker}, {statement.date or 'undated'}, {statement.medium}: {statement.gist}")
    rows = [
        [
            r.published or "undated",
            f"{r.outlet}\n{r.document}",
            f"{r.language}\n{r.type}\n{r.rendering}",
            safe(r.text),
            "\n".join([*map(safe, r.changes), *([" ".join(map(safe, r.words))] if r.words else [])]),
        ]
        for r in found
    ]
    _table(["date", "outlet", "kind", "rendering", "what changed"], rows, lines=True)
    if any(r.text.startswith("[") for r in found):
        _say("[start:end] stands for press text that is not at hand: retold hydrate DIR, then --texts DIR")
    return 0


def tasks(args) -> int:
    from .tasks import TASKS

    told = ("name", "asks", "given", "items", "main", "source")
    rows = [{name: getattr(task, name) for name in told} for task in TASKS.values()]
    if args.json:
        _print_json(rows)
    else:
        _table(["task", "asked", "given", "items", "ranked by", "after"], [list(r.values()) for r in rows], lines=True)
    return 0


def score(args) -> int:
    from .predictions import Unusable, read
    from .scoring import compare, provenance, task_of
    from .scoring import score as run

    task = task_of(args.task)
    documents = list(_corpus(args).split(args.split))
    try:
        answers = read(args.predictions, task, documents, partial=args.partial)
        others = read(args.against, task, documents, partial=args.partial) if args.against else None
    except Unusable as unusable:
        for problem in unusable.problems:
            print(problem)
        _say(f"{len(unusable.problems)} problems; nothing was scored")
        return 1
    found = run(task.name, documents, answers)
    told = found.to_dict() | {"split": args.split} | provenance(documents)
    difference = compare(task.name, documents, answers, others) if others is not None else None
    if args.json:
        _print_json(told | ({"against": difference._asdict()} if difference else {}))
        return 0
    rows = [[name, f"{m.value:.3f}", f"{m.low:.3f}–{m.high:.3f}"] for name, m in found.measures.items()]
    _table([f"{task.name} on {args.split}", "value", "95 % interval"], rows)
    print(f"{told['scorer']}, {told['data']}, {found.answered} of {found.documents} documents answered")
    if difference:
        interval = f"{difference.low:+.3f} to {difference.high:+.3f}"
        print(
            f"against {args.against}: {difference.value:+.3f} ({interval}), p = {difference.p:.3f}, {difference.test}"
        )
    return 0


def baseline(args) -> int:
    from .leaderboard import answers, entries
    from .predictions import lines_of
    from .scoring import task_of

    task, corpus = task_of(args.task), _corpus(args)
    if args.predict:
        documents = list(corpus.split(args.split))
        print(lines_of(task, answers(task.name, args.predict, corpus, documents)), end="")
        return 0
    found = list(entries(task.name, corpus, split=args.split))
    if args.json:
        _print_json({e.baseline.name: e.score.to_dict() for e in found})
    else:
        rows = [[e.baseline.name, e.baseline.kind, str(e.score.value), e.baseline.how] for e in found]
        _table(["system", "", f"{task.main} (95 %)", "how"], rows)
    return 0


def leaderboard(args) -> int:
    from .baselines import BASELINES
    from .leaderboard import leaderboard as run

    with _progress("leaderboard", sum(map(len, BASELINES.values()))) as step:
        found = run(args.root, step=step)
    if args.json:
        _print_json(found)
    else:
        rows = [
            [task, name, told["main"], f"{told['measures'][told['main']]['value']:.3f}"]
            for task, made in found.items()
            for name, told in made.items()
        ]
        _table(["task", "system", "measure", "value"], rows)
    return 0


def anchor(args) -> int:
    from .editing import file_draft

    for name in args.drafts:
        print(file_draft(name, root=args.root, texts=args.texts))
    return 0


def draft(args) -> int:
    from .draft import dumps, unanchor

    print(dumps(unanchor(_corpus(args)[args.document])), end="")
    return 0


def format(args) -> int:
    from .editing import reform

    for name in reform(args.root):
        print(name)
    return 0


def splits(args) -> int:
    import datasets

    from .columns import CONFIGS
    from .hub import load

    datasets.disable_progress_bars()
    tables = {name: load(name) for name in CONFIGS}
    counts = {name: {split: rows.num_rows for split, rows in table.items()} for name, table in tables.items()}
    if args.json:
        _print_json(counts)
    else:
        names = list(next(iter(counts.values())))
        _table(["config", *names], [[n, *(str(found.get(s, 0)) for s in names)] for n, found in counts.items()])
    return 0


RUN = {
    run.__name__: run
    for run in (
        check,
        build,
        hydrate,
        show,
        stats,
        agreement,
        adjudicate,
        leakage,
        cues,
        sample,
        doubts,
        compare,
        tasks,
        score,
        baseline,
        leaderboard,
        splits,
        anchor,
        draft,
        format,
    )
}


def main(argv: Sequence[str] | None = None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    args = parser(argv[:1]).parse_args(argv)
    from .problem import RetoldError

    try:
        return RUN[args.command](args)
    except RetoldError as error:
        _say(f"retold {args.command}: {error}")
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        _say("interrupted; nothing was left half-written")
        return 130


def _corpus(args):
    from .editing import open_corpus

    return open_corpus(args.root, getattr(args, "texts", None))


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print_json(value) -> None:
    import json

    print(json.dumps(value, ensure_ascii=False, indent=2))


def _table(head: list[str], rows: list[list[str]], *, lines: bool = False) -> None:
    """A table on stdout; cells are plain text, never markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_lines=lines, show_edge=False)
    for name in head:
        table.add_column(Text(name), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, soft_wrap=False).print(table)


class _progress:
    """A progress bar on stderr while something long runs; silent where stderr is no terminal."""

    def __init__(self, name: str, total: int | None):
        self.name, self.total = name, total

    def __enter__(self):
        from rich.console import Console
        from rich.progress import Progress

        console = Console(file=sys.stderr)
        self.bar = Progress(console=console, transient=True, disable=not console.is_terminal)
        self.bar.start()
        task = self.bar.add_task(self.name, total=self.total)
        return lambda what: self.bar.update(task, description=f"{self.name}: {what}", advance=1)

    def __exit__(self, *exc) -> None:
        self.bar.stop()


if __name__ == "__main__":
    sys.exit(main())
