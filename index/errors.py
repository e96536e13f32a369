"""Every error this project raises on purpose.

    RolecallError
    ├── FeedError              a source that cannot be read at all (one bad record is a Rejected, not an error)
    │   ├── UnknownFormat      no reader recognises the content
    │   └── EmptyFeed          a feed without a single record
    ├── FetchError             a URL that could not be fetched, or must not be
    ├── ModelError             the embedding model is missing or not the one it should be
    ├── IndexUnusable          an index that cannot be used as it is
    │   ├── IndexMissing       there is none at this path
    │   ├── IndexLocked        another process is writing
    │   ├── IndexCorrupt       its files are not what was written
    │   ├── SchemaMismatch     written by another version
    │   └── FingerprintMismatch  embedded with another model
    ├── PostingMissing         no posting has this id
    ├── QueryError             a question or query that cannot be used
    ├── SettingsError          a setting that cannot be used
    ├── PromptError            a prompt file that cannot be used
    └── ChatError              the language model could not answer (see rag.llm for its kinds)

Each message says what to do next.
"""

from __future__ import annotations


class RolecallError(Exception):
    """Base of every error raised on purpose; the command line prints it without a traceback."""


class FeedError(RolecallError):
    """A source that cannot be read at all."""


class UnknownFormat(FeedError):
    """No reader recognises the content."""


class EmptyFeed(FeedError):
    """A feed without a single record."""


class FetchError(RolecallError):
    """A URL that could not be fetched, or must not be."""


class ModelError(RolecallError):
    """The embedding model is missing, or its files are not the expected ones."""


class IndexUnusable(RolecallError):
    """An index that cannot be used as it is."""


class IndexMissing(IndexUnusable):
    """There is no index at this path."""


class IndexLocked(IndexUnusable):
    """Another process is writing this index."""


class IndexCorrupt(IndexUnusable):
    """Files of the index are not what was written."""


class SchemaMismatch(IndexUnusable):
    """The index was written by another version."""


class FingerprintMismatch(IndexUnusable):
    """The index was embedded with another model."""


class PostingMissing(RolecallError):
    """No posting has this id."""


class QueryError(RolecallError):
    """A question or query that cannot be used."""


class SettingsError(RolecallError):
    """A setting that cannot be used."""


class PromptError(RolecallError):
    """A prompt file that cannot be used."""


class ChatError(RolecallError):
    """The language model could not answer."""
