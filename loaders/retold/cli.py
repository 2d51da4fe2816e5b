"""The command line: parse, call one public function, print, return an exit code."""

from __future__ import annotations

import argparse
import sys


def anchor(args) -> int:
    """Resolve a draft's quotes to offsets and file the document."""
    from .editing import file_draft

    for name in args.draft:
        print(file_draft(name, root=args.root, texts=args.texts))
    return 0


def draft(args) -> int:
    """Print a document as a draft, quotes in place of offsets."""
    from . import draft as drafts
    from .editing import open_corpus

    print(drafts.dumps(drafts.unanchor(open_corpus(args.root, args.texts)[args.document])), end="")
    return 0


def check(args) -> int:
    from .checks import check as run
    from .editing import open_corpus

    corpus = open_corpus(args.root, args.texts)
    wanted = {corpus.entries[name].annotation_file for name in args.documents} | {corpus.entries[n].text_file for n in args.documents}
    found = [p for p in run(corpus.files, corpus.texts) if not wanted or p.file in wanted]
    for problem in found:
        print(problem)
    print(len(found), "problems", file=sys.stderr)
    return 1 if found else 0


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="retold")
    parser.add_argument("--root")
    commands = parser.add_subparsers(dest="command", required=True)
    p = commands.add_parser("anchor"); p.add_argument("draft", nargs="+"); p.add_argument("--texts"); p.set_defaults(run=anchor)
    p = commands.add_parser("draft"); p.add_argument("document"); p.add_argument("--texts"); p.set_defaults(run=draft)
    p = commands.add_parser("check"); p.add_argument("documents", nargs="*"); p.add_argument("--texts"); p.set_defaults(run=check)
    args = parser.parse_args(argv)
    from .problem import RetoldError
    try:
        return args.run(args)
    except RetoldError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
