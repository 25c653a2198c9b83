"""Task ``coref``: which of the given mentions mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline import extract, resolve
from dateline.evaluate.scorers.mentions import coref
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.model.span import Span
from dateline.resolve.chains import Nouns, chains

if TYPE_CHECKING:
    from dateline.knowledge import Knowledge
    from dateline.model.actor import Actors
    from dateline.model.article import Article
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Setting:
    """A row as the rules see it: the mentions' spans and tokens, who is named at which token, and what nouns mean."""

    article: Article
    parse: Parse
    spans: tuple[tuple[int, int], ...]
    tokens: tuple[tuple[int, int], ...]
    by_head: Mapping[int, str]
    nouns: Nouns


def setting(row: Row, pipeline: Pipeline) -> Setting:
    """What is known of a row before its mentions are joined; of the mentions only the spans are read."""
    article = article_of(row["text"], row.get("date"))
    known = pipeline.knowledge
    parse = pipeline.parser.parse(article.text, article.blocks())
    actors = resolve.actors(extract.actors(parse, extract.places(parse, known), known), parse, article, known)
    marked = sorted({(mention["span"][0], mention["span"][1]) for mention in row["entities"]})
    given = [(span, tokens) for span in marked if (tokens := _tokens(parse, span)) is not None]
    by_head = _states(parse, [tokens for _, tokens in given], known) | _named(parse, actors)
    roles = known.roles.roles
    nouns = Nouns(
        frozenset(role.noun for role in roles if role.kind in ("person", "population")),
        frozenset(role.noun for role in roles if role.collective),
    )
    return Setting(article, parse, tuple(span for span, _ in given), tuple(tokens for _, tokens in given), by_head, nouns)


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """Clusters over the spans of the row's mentions."""
    here = setting(row, pipeline)
    found = chains(here.parse, here.tokens, here.by_head, here.nouns)
    return {"clusters": {f"{span[0]}-{span[1]}": number for span, number in zip(here.spans, found, strict=True)}}


def _named(parse: Parse, actors: Actors) -> dict[int, str]:
    """The actors named or described, by the last token of their mentions; a state by name is apart from its government."""
    ends: dict[int, str] = {}
    for span, actor, mention in actors.within(Span(0, len(parse.text) or 1)):
        if mention.form != "pronoun" and not actor.id.startswith("nominal/"):
            ends[span.end] = f"state/{actor.id}" if mention.form == "place-name" else actor.id
    return {token: ends[parse.ends[token]] for token in range(len(parse)) if parse.ends[token] in ends}


def _states(parse: Parse, given: list[tuple[int, int]], knowledge: Knowledge) -> dict[int, str]:
    """The states named, places or not, by the last token of their names."""
    found: dict[int, str] = {}
    for first, last in given:
        named = knowledge.actors.longest(parse.words, first + (parse.lowers[first] == "the"), 6)
        if named is not None and named[1][0][0].kind == "government" and named[1][0][1].form == "name":
            end = first + (parse.lowers[first] == "the") + named[0]
            if end == last or parse.words[end] in ("'s", "’s"):
                found[end - 1] = f"state/{named[1][0][0].id}"
    return found


def _tokens(parse: Parse, span: tuple[int, int]) -> tuple[int, int] | None:
    tokens = parse.tokens(Span(*span))
    return (tokens[0], tokens[-1] + 1) if tokens else None


TASK = Task("coref", predict, coref)
