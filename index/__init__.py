"""Postings in, hits out: feeds, normalisation, embedding, storage and exact filters. Knows nothing of questions.

The modules named here are what the question layer may use; everything else is this package's own.
"""

__all__ = [
    "columns",
    "constraints",
    "errors",
    "export",
    "feeds",
    "fetch",
    "gazetteer",
    "history",
    "job_index",
    "rates",
    "refresh",
    "repair",
    "sources_file",
    "stats",
    "sync",
    "taxonomy",
    "types",
    "verdicts",
    "verifying",
    "view",
]
