"""The main road: from a source to its record, one screen, top to bottom."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from dateline import extract, ingest, resolve
from dateline.knowledge import Knowledge
from dateline.linguistics import Parser, SpacyParser
from dateline.linguistics.encoder import Encoder
from dateline.linguistics.repairs import RepairingParser
from dateline.model.article import Article
from dateline.model.record import Manifest, Record
from dateline.version import VERSION


class Pipeline:
    """Reads articles into records, with its models and its knowledge kept loaded.

    A record is a pure function of article, knowledge and parser: the same three give the same record, byte for byte.
    """

    def __init__(
        self,
        *,
        parser: Parser | None = None,
        knowledge: Knowledge | None = None,
        site: Path | None = None,
        encoder: Encoder | Literal["packaged"] | None = "packaged",
    ) -> None:
        """Parser and knowledge default to the packaged ones, with the own files in the folder ``site`` laid over them.

        ``encoder`` is the second voice on events (their triggers and status); with None records are read by rules alone.
        """
        self.parser = RepairingParser(parser if parser is not None else SpacyParser())
        self.knowledge = knowledge if knowledge is not None else Knowledge.load(site)
        self.encoder = Encoder() if encoder == "packaged" else encoder

    def models(self) -> dict[str, str]:
        """Name and digest of every model that has a say in records; ``none`` for an encoder that is switched off."""
        return {"parser": self.parser.name, "encoder": self.encoder.name if self.encoder is not None else "none"}

    def read(self, source: str | Path | bytes, *, published: str | None = None) -> Record:
        """The record of one report: a path, an open text, or bytes. Raises ``UnreadableSource`` where there is none."""
        return self.record(ingest.article(source, published=published))

    def record(self, article: Article) -> Record:
        """Everything that ``article`` says."""
        known = self.knowledge
        parse = self.parser.parse(article.text, article.blocks())
        toponyms = extract.places(parse, known)
        actors = resolve.actors(extract.actors(parse, toponyms, known), parse, article, known)
        places = resolve.places(toponyms, actors, parse, article, known)
        times = resolve.times(extract.times(parse, known), parse, article)
        statements = extract.statements(parse, actors, known)
        encoding = self.encoder.encode(article.text, article.blocks()) if self.encoder is not None else None
        judge = extract.Judge(parse, known.signatures)
        mentions = extract.events(parse, actors, places, times, statements, known, encoding, judge)
        published = article.published.value if article.published is not None else None
        events = extract.factuality(mentions, parse, actors, times, statements, known, published, encoding, judge)
        figures = extract.figures(parse, actors, places, times, statements, known)
        memberships = extract.memberships(parse, actors, times, statements, known)
        functions = extract.functions(parse, encoding)
        positions = resolve.propositions(extract.positions(parse, actors, places, statements, events, known, judge, functions), known)
        commitments = extract.commitments(parse, actors, times, statements, events, published, known)
        places = resolve.roles(places, events)
        return Record(
            article=article.with_place(resolve.dateline_place(article, places)),
            actors=actors.all,
            places=places.all,
            times=times,
            statements=statements,
            events=events,
            positions=positions,
            commitments=commitments,
            figures=figures,
            memberships=memberships,
            findings=extract.findings(article, parse, actors, places, times, known),
            functions=functions,
            manifest=Manifest(VERSION, self.models(), known.digest, {}),
        )


def read(source: str | Path | bytes, *, published: str | None = None) -> Record:
    """The record of one report (a path, or bytes), read with the packaged knowledge.

    Loads the model at the first call and keeps it. Raises ``UnreadableSource`` where there is no article.
    """
    return _default().read(source, published=published)


@lru_cache(maxsize=1)
def _default() -> Pipeline:
    return Pipeline()
