"""What can go wrong, as one tree.

::

    DatelineError            one plain sentence: what was wrong, where, what to do
    +-- UnreadableSource     bytes that cannot be turned into an article; the report is set aside
    +-- KnowledgeError       a knowledge file that does not say what it should; names file and line
    +-- ModelError           a language model that is missing or damaged
    +-- OutputError          a place that cannot be written to
    +-- StoreError           a store that cannot be opened, read or written; nothing stored was harmed
    |   +-- StoreLocked      another program is writing into it
    |   +-- StoreTooNew      a newer version of the program has made it
    +-- UsageError           a wrong argument; the caller must change the call
"""

from __future__ import annotations


class DatelineError(Exception):
    """The base of all errors that Dateline raises on purpose; its text is meant for a person."""


class UnreadableSource(DatelineError):
    """The bytes cannot be turned into an article: empty, binary, no article on the page."""


class KnowledgeError(DatelineError):
    """A knowledge file does not say what it should; the text names the file and the line."""


class ModelError(DatelineError):
    """A language model is missing, damaged, or of the wrong kind."""


class OutputError(DatelineError):
    """Something could not be written."""


class StoreError(DatelineError):
    """A store cannot be opened, read or written: wrong address, damaged, read-only, no room; what is stored stays as it was."""


class StoreLocked(StoreError):
    """Another program is writing into the store."""


class StoreTooNew(StoreError):
    """The store was made by a newer version of the program; nothing in it was touched."""


class UsageError(DatelineError):
    """An argument is wrong."""
