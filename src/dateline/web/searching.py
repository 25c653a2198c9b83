"""The search box: words and filter words in one line (``actor:ITA-GOV type:ASSAULT since:30d "air strike"``), and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dateline.errors import UsageError
from dateline.store.question import WORDS, Question, clean, unknown

LONGEST = 2_000
_PART = re.compile(r'(?P<name>[A-Za-z][A-Za-z_-]*):(?P<value>"[^"]*"?|[^\s"]+)|"[^"]*"?\*?|[^\s"]+')
_NAMES = {name: word.name for word in WORDS for name in (word.name, word.keyword)}
_DASHES = re.compile(r"--(?=[a-z])")


def pairs_of(box: str) -> tuple[tuple[str, str], ...]:
    """The ``(filter word, value)`` pairs of what a person typed; what is no filter word is searched for.

    ``UsageError`` names the nearest right one where a part looks like a filter word and is none.
    """
    if len(box) > LONGEST:
        raise UsageError(f"The search is too long: at most {LONGEST} characters.")
    words: list[str] = []
    pairs: list[tuple[str, str]] = []
    for part in _PART.finditer(clean(box)):
        name, value = part["name"], part["value"]
        if name is None or value.startswith("//"):  # an address is searched for as it is
            words.append(part[0])
        else:
            pairs.append((_filter_word(name), value.strip('"')))
    searched = " ".join([*(value for name, value in pairs if name == "words"), *words])
    rest = [pair for pair in pairs if pair[0] != "words"]
    return tuple([("words", searched)] if searched else []) + tuple(rest)


def _filter_word(written: str) -> str:
    name = _NAMES.get(written.casefold())
    if name is None:
        raise unknown(
            "The filter word", written, [word.name for word in WORDS], 'To search for it as it stands, put it in "quotation marks".'
        )
    return name


def box_of(question: Question) -> str:
    """``question`` as it would be typed into the box."""
    return " ".join(_typed(question))


def _typed(question: Question) -> Iterator[str]:
    if question.words is not None:
        yield " ".join(f'"{part[0]}"' if part["name"] is not None else part[0] for part in _PART.finditer(question.words))
    for name, value in question.pairs():
        if name not in ("words", "after", "limit"):
            bare = value.replace('"', "")
            yield f'{name}:"{bare}"' if " " in bare else f"{name}:{bare}"


def told(error: UsageError) -> str:
    """What a complaint about a question says to somebody who filled in a form: filter words without the dashes of the command line."""
    return _DASHES.sub("", str(error))
