"""What a person types into a search box, as a query that the data base's full-text index takes.

``words`` side by side must all be there, ``"a phrase"`` in that order, ``begin*`` is any word that begins so; ``AND``, ``OR``, ``NOT``
(in capitals) and parentheses join them. Whatever is typed, only runs of letters and digits reach the index, each in quotation marks:
nothing can break out, and both data bases cut words at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.errors import UsageError

MOST_TERMS, DEEPEST, LONGEST, LONGEST_WORD = 64, 16, 1_000, 100
EXAMPLE = 'for example: "air strikes" AND (Libya OR Tunisia) NOT foot*'
_TOKEN = re.compile(r'"(?P<phrase>[^"]*)"?(?P<star>\*)?|(?P<mark>[()])|(?P<word>[^\s()"]+)')
_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; ``prefix``: the last of them is only the beginning of one."""

    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be there."""

    inner: Query


@dataclass(frozen=True, slots=True)
class Group:
    """Several, joined by AND or OR."""

    joined: str
    parts: tuple[Query, ...]


Query = Term | Not | Group


def parse(text: str) -> Query:
    """The query that ``text`` asks; ``UsageError`` for none, too large a one, or one that only says what is not wanted."""
    if len(text) > LONGEST:
        raise UsageError(f"The search is longer than {LONGEST} characters; ask for fewer words.")
    tokens = list(_tokens(text))
    if sum(isinstance(token, Term) for token in tokens) > MOST_TERMS:
        raise UsageError(f"The search has more than {MOST_TERMS} words; ask for fewer.")
    reader = _Reader(tokens)
    found = reader.read()
    if found is None:
        raise UsageError(f"The search {text!r} holds no word; {EXAMPLE}.")
    return _positive(found, text)


def _tokens(text: str) -> Iterator[Term | str]:
    for found in _TOKEN.finditer(text):
        if found["mark"]:
            yield found["mark"]
        elif found["word"] in ("AND", "OR", "NOT"):
            yield found["word"]
        else:
            written = found["phrase"] if found["word"] is None else found["word"]
            words = tuple(run.lower()[:LONGEST_WORD] for run in _RUN.findall(written))
            if words:
                yield Term(words, prefix=bool(found["star"]) or (found["word"] or "").endswith("*"))


class _Reader:
    """Reads tokens into a query, forgiving: an operator without a side, or a parenthesis without its other, is passed over."""

    def __init__(self, tokens: list[Term | str]) -> None:
        self._tokens, self._at, self._depth = tokens, 0, 0

    def _next(self) -> Term | str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def read(self) -> Query | None:
        parts = []
        while self._next() is not None:
            parts.append(self._either())
            self._at += self._next() == ")"  # one that nothing opened
        return _joined("AND", parts)

    def _either(self) -> Query | None:
        parts = [self._all()]
        while self._next() == "OR":
            self._at += 1
            parts.append(self._all())
        return _joined("OR", parts)

    def _all(self) -> Query | None:
        parts: list[Query | None] = []
        while (part := self._next()) is not None and part not in ("OR", ")"):
            if part == "AND":
                self._at += 1
            else:
                parts.append(self._one())
        return _joined("AND", parts)

    def _one(self) -> Query | None:
        part = self._next()
        self._at += 1
        if isinstance(part, Term) or part is None:
            return part
        if part == "NOT":
            if self._next() in (None, "OR", ")", "AND"):
                return None
            return _negated(self._one())
        return self._inside() if part == "(" else None

    def _inside(self) -> Query | None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise UsageError(f"The search has more than {DEEPEST} parentheses inside each other; ask for something simpler.")
        found = self._either()
        self._at += self._next() == ")"
        self._depth -= 1
        return found


def _joined(how: str, parts: list[Query | None]) -> Query | None:
    kept: list[Query] = []
    for part in parts:
        if isinstance(part, Group) and part.joined == how:
            kept.extend(part.parts)
        elif part is not None:
            kept.append(part)
    return Group(how, tuple(kept)) if len(kept) > 1 else kept[0] if kept else None


def _negated(query: Query | None) -> Query | None:
    if query is None:
        return None
    return query.inner if isinstance(query, Not) else Not(query)


def _positive(query: Query, text: str) -> Query:
    """``query`` in the form in which every NOT stands beside something wanted: FTS5 knows no other."""
    made = _folded(query)
    if isinstance(made, Not):
        raise UsageError(f"The search {text!r} only says what is not wanted: name a word that is; {EXAMPLE}.")
    if _loose(made):
        raise UsageError(f"The search {text!r} has a NOT beside an OR: say NOT beside what is wanted; {EXAMPLE}.")
    return made


def _folded(query: Query) -> Query:
    """``query`` with a group of negations alone made the negation of one group (De Morgan)."""
    if isinstance(query, Not):
        inner = _folded(query.inner)
        return inner.inner if isinstance(inner, Not) else Not(inner)
    if isinstance(query, Group):
        joined = _joined(query.joined, [_folded(part) for part in query.parts])
        if isinstance(joined, Group) and all(isinstance(part, Not) for part in joined.parts):
            other = _joined("OR" if joined.joined == "AND" else "AND", [part.inner for part in joined.parts if isinstance(part, Not)])
            return Not(other) if other is not None else joined
        return joined if joined is not None else query
    return query


def _loose(query: Query) -> bool:
    """Whether some OR has a negation among its sides."""
    if isinstance(query, Not):
        return _loose(query.inner)
    if isinstance(query, Group):
        return (query.joined == "OR" and any(isinstance(part, Not) for part in query.parts)) or any(map(_loose, query.parts))
    return False


def to_fts5(query: Query) -> str:
    """``query`` as SQLite's FTS5 takes it."""
    if isinstance(query, Term):
        return f'"{" ".join(query.words)}"' + (" *" if query.prefix else "")
    if isinstance(query, Not):
        raise UsageError("A search cannot only say what is not wanted.")
    wanted = [f"({to_fts5(part)})" if isinstance(part, Group) else to_fts5(part) for part in query.parts if not isinstance(part, Not)]
    out = f" {query.joined} ".join(wanted)
    for part in query.parts:
        if isinstance(part, Not):
            out = f"({out}) NOT ({to_fts5(part.inner)})"
    return out


def to_tsquery(query: Query) -> str:
    """``query`` as a PostgreSQL ``tsquery``, marks on letters folded as the index folds them."""
    from dateline.store.fulltext import folded

    return _tsquery(query, str.maketrans(*folded()))


def _tsquery(query: Query, table: dict[int, int]) -> str:
    if isinstance(query, Term):
        words = [f"'{word.translate(table)}'" for word in query.words]
        return "(" + " <-> ".join([*words[:-1], words[-1] + (":*" if query.prefix else "")]) + ")"
    if isinstance(query, Not):
        return f"!({_tsquery(query.inner, table)})"
    return "(" + (" & " if query.joined == "AND" else " | ").join(_tsquery(part, table) for part in query.parts) + ")"


def wanted(query: Query) -> tuple[Term, ...]:
    """The terms that should be there, in order: what is shown of a report that was found."""
    if isinstance(query, Term):
        return (query,)
    if isinstance(query, Group):
        return tuple(term for part in query.parts for term in wanted(part))
    return ()


def pattern(query: Query) -> re.Pattern[str]:
    """What finds the wanted terms in a text, so that they can be shown."""
    terms = [r"[\W_]+".join(map(re.escape, term.words)) + ("" if term.prefix else r"(?![^\W_])") for term in wanted(query)]
    return re.compile(r"(?<![^\W_])(?:" + "|".join(sorted(terms, key=len, reverse=True)) + ")", re.IGNORECASE)
