"""Postings in, hits out: feeds, normalisation, embedding, storage and exact filters. Knows nothing of questions.

The modules named here are what the question layer may use; everything else is this package's own.
"""

__all__ = [
    "columns",
    "constraints",
    "errors",
    "feeds",
    "gazetteer",
    "job_index",
    "rates",
    "repair",
    "stats",
    "sync",
    "taxonomy",
    "types",
    "verdicts",
    "verifying",
    "view",
]
