"""Intervals from samples of documents."""

from __future__ import annotations

import math

import numpy as np


def left_out(documents: int) -> np.ndarray:
    """Weights that leave out one document at a time."""
    return np.ones((documents, documents)) - np.eye(documents)


def jackknife(value: float, drawn: np.ndarray) -> tuple[float, float]:
    """The normal 95 % interval of a value from those with one document left out (Efron and Tibshirani 1993, ch. 11)."""
    count = len(drawn)
    error = math.sqrt((count - 1) / count * float(((drawn - drawn.mean()) ** 2).sum()))
    return value - 1.96 * error, value + 1.96 * error
