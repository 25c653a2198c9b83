"""Task ``coref``: which of the given mentions mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline import extract, resolve
from dateline.evaluate.scorers.mentions import coref
from dateline.evaluate.task import Prediction, Row, Task
from dateline.evaluate.tasks.articles import article_of
from dateline.model.span import Span
from dateline.resolve.chains import chains

if TYPE_CHECKING:
    from dateline.model.parse import Parse
    from dateline.pipeline import Pipeline


def predict(row: Row, pipeline: Pipeline) -> Prediction:
    """Clusters over the spans of the row's mentions; of the mentions only the spans are read."""
    article = article_of(row["text"], row.get("date"))
    known = pipeline.knowledge
    parse = pipeline.parser.parse(article.text, article.blocks())
    actors = resolve.actors(extract.actors(parse, extract.places(parse, known), known), parse, article, known)
    spans = sorted({(mention["span"][0], mention["span"][1]) for mention in row["entities"]})
    given = [(span, tokens) for span in spans if (tokens := _tokens(parse, span)) is not None]
    heads = {span.end: actor.id for span, actor, mention in actors.within(Span(0, len(article.text) or 1)) if mention.form != "pronoun"}
    by_head = {token: heads[parse.ends[token]] for token in range(len(parse)) if parse.ends[token] in heads}
    people = frozenset(role.head.lower() for role in known.roles.roles if role.kind == "person")
    found = chains(parse, [tokens for _, tokens in given], by_head, people)
    return {"clusters": {f"{span[0]}-{span[1]}": number for (span, _), number in zip(given, found, strict=True)}}


def _tokens(parse: Parse, span: tuple[int, int]) -> tuple[int, int] | None:
    tokens = parse.tokens(Span(*span))
    return (tokens[0], tokens[-1] + 1) if tokens else None


TASK = Task("coref", predict, coref)
