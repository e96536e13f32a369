"""The topic's verdict: on, weak, off, and nothing at all when nothing is on."""

from __future__ import annotations

import numpy as np
import pytest

from rag.topic import OFF, ON, WEAK, topic_states


def states(cosines: list[float], titled: list[int]) -> list[int]:
    mask = np.isin(np.arange(len(cosines)), titled)
    return topic_states(np.array(cosines, np.float32), mask).tolist()


@pytest.mark.parametrize(
    ("cosines", "titled", "expected"),
    [
        # a topic that titles name: what is far below the best is about something else
        ([0.60, 0.45, 0.35, 0.31, 0.10], [0], [ON, ON, WEAK, OFF, OFF]),
        # a title that names the topic is on topic from a low cosine, but not from none
        ([0.60, 0.19, 0.17], [1, 2], [ON, ON, WEAK]),
        # in other words than the postings use: near the best is on, from a lower cosine
        ([0.40, 0.34, 0.31, 0.20], [], [ON, ON, WEAK, OFF]),
        # nurses among engineers: nothing is on, so nothing is shown
        ([0.32, 0.31, 0.05], [], [OFF, OFF, OFF]),
        ([], [], []),
    ],
)
def test_states(cosines: list[float], titled: list[int], expected: list[int]) -> None:
    assert states(cosines, titled) == expected
