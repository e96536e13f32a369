"""Fusion of a dense and a lexical ranking into one score a posting. Pure."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


def convex(dense: Scores, lexical: Scores, *, dense_weight: float, lexical_weight: float) -> Scores:
    """Weighted sum of both scores, the lexical one divided by its maximum: float32 (n,), higher is better.

    Source: Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", TOIS 2023, section 4: a
    convex combination of normalised scores beats reciprocal ranks, which throw the distances away. The cosine is
    already bounded, so it is not stretched: a question nobody answers keeps its low scores.
    """
    top = float(lexical.max(initial=0.0))
    scaled = lexical / top if top > 0 else lexical
    return (dense_weight * dense + lexical_weight * scaled).astype(np.float32)
