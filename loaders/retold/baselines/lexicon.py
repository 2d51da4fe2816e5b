"""What the training texts say of words: the commonest label of a stretch, and the names that entities go by."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator

import regex

from ..corpus import Registry
from ..document import Document
from .tagger import Stretch

_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]")
LONGEST = 8
"""Words of the longest stretch that is looked up."""


class Lexicon:
    """The commonest value of each stretch of the training texts, found again as the longest match, word by word."""

    def __init__(self, examples: Iterable[tuple[str, Hashable]], *, least: float = 0.0, texts: Iterable[str] = ()):
        """``examples`` are stretches with values.

        With ``texts``, a stretch is kept where it bore a value in at least so large a share of its occurrences there.
        """
        counts: dict[tuple[str, ...], Counter] = defaultdict(Counter)
        for surface, value in examples:
            counts[_key(surface)][value] += 1
        self.values = {key: found.most_common(1)[0][0] for key, found in counts.items() if key}
        if least:
            seen = Counter(key for text in texts for _, _, key in self._matches(text))
            self.values = {k: v for k, v in self.values.items() if counts[k].total() >= least * max(seen[k], 1)}

    def _matches(self, text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        words = [(m.start(), m.end(), m[0].casefold()) for m in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            for size in range(min(LONGEST, len(words) - at), 0, -1):
                key = tuple(word for _, _, word in words[at : at + size])
                if key in self.values:
                    yield words[at][0], words[at + size - 1][1], key
                    at += size - 1
                    break
            at += 1

    def find(self, text: str) -> list[tuple[int, int, Hashable]]:
        """Stretches of a text with their values, none overlapping another."""
        return [(start, end, self.values[key]) for start, end, key in self._matches(text)]

    def get(self, surface: str, default: Hashable = None) -> Hashable:
        return self.values.get(_key(surface), default)


def _key(surface: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(surface))


class Names:
    """Which entity a name may mean: names and aliases of a registry, compared by the first letters of their words."""

    def __init__(self, registry: Registry):
        self.known: dict[frozenset[str], list[str]] = defaultdict(list)
        for entity in registry.entities.values():
            for name in (entity.name, *(alias for names in entity.aliases.values() for alias in names)):
                self.known[stems(name)].append(entity.id)

    def entity(self, name: str) -> str | None:
        """The entity whose name shares most words with this one, None where none shares any."""
        own = stems(name)
        best = max(
            ((len(own & stem) / len(own | stem), ids[0]) for stem, ids in self.known.items() if own & stem),
            default=None,
        )
        return best[1] if best else None


def stems(name: str) -> frozenset[str]:
    """The words of a name by their first five letters, so that most case endings don't count."""
    return frozenset(word[:5] for word in regex.findall(r"[\p{L}\p{N}]+", name.casefold()))


def stretches(found: Iterable[tuple[int, int, Hashable]]) -> list[Stretch]:
    return [Stretch(start, end, str(label)) for start, end, label in found]


def surfaces(documents: Iterable[Document], layer: str) -> Iterator[tuple[Document, str, object]]:
    """Every annotation of a layer with its document and what it covers."""
    for document in documents:
        for annotation in getattr(document, layer):
            yield document, document.surface(annotation), annotation
