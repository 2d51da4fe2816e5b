"""Retold: one announcement, many retellings. A cross-document annotated news corpus.

>>> import retold
>>> corpus = retold.Corpus.open()
>>> mentions = retold.load("mentions", split="test")
"""

from __future__ import annotations

__version__ = "0.1.0"

_HOMES = {
    "Corpus": "corpus",
    "Document": "document",
    "Span": "span",
    "Problem": "problem",
    "RetoldError": "problem",
    "check": "checks",
    "hydrate": "hydration",
    "load": "hub",
}
__all__ = ["__version__", *_HOMES]


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'retold' has no attribute {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return __all__
