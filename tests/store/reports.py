"""Small records made by hand, so that tests of the store need no parser."""

from __future__ import annotations

import hashlib
import os
import signal

from dateline.model.actor import Actor, ActorRef, Mention, Office
from dateline.model.article import Anchor, Article, Dateline, Published, Source, SourceMap, TextPart
from dateline.model.commitment import Action, Commitment
from dateline.model.event import Cue, Event, Factuality, Magnitude
from dateline.model.figure import Figure
from dateline.model.finding import Finding
from dateline.model.membership import Membership
from dateline.model.place import Candidate, Place
from dateline.model.position import Position, Proposition
from dateline.model.record import Manifest, Record
from dateline.model.span import Span
from dateline.model.statement import Statement, Words
from dateline.model.time import Timex
from dateline.version import VERSION

HEADLINE = "Norway rules out strikes on Vardø"
BODY = "OSLO - Foreign minister Kari Nordmann said on Tuesday that Norway would not strike Vardø, and pledged 40 tents to the town."


def report(
    number: int = 1, *, body: str = BODY, published: str | None = "2016-01-29", program: str = "0.1.0", status: str = "ruled-out"
) -> Record:
    """Report ``number``: the same values at the same words, under another address."""
    text = f"{HEADLINE} {number}\n\n{body}"

    def at(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),)

    kari, strike = at("Kari Nordmann"), at("strike Vardø")
    return Record(
        article=_article(number, text, at, published),
        actors=(
            Actor("NOR-GOV", "NORGOV", "Government of Norway", "government", "NOR", None, None, True,
                  (Mention(at("Norway would"), "Norway would", "place-name", "toponym features", 0.9),)),
            Actor("NOR-NORDMANN", "NORGOV", "Kari Nordmann", "person", "NOR", Office("Foreign Minister", "NOR", "2013-10-16", None), "NOR-GOV", True,
                  (Mention(kari, "Kari Nordmann", "name", "person with title", 0.95),)),
        ),
        places=(Place("p1", 777019, "Vardø", "city", "P.PPL", "NOR", "Finnmark", 70.37, 31.11, "city", "event",
                      (Mention(at("Vardø,"), "Vardø", "name", "toponym features", 0.8),), (Candidate(777019, 0.8),)),),
        times=(Timex("t1", "DATE", "2016-01-26", "2016-01-26", "2016-01-26", ("2016-02-02",), "published", at("Tuesday"), "weekday", 0.9),),
        statements=(Statement("s1", ActorRef("NOR-NORDMANN", kari), Words(at("said")), Words(at("Norway would not strike Vardø")), None, "indirect",
                              "reject", None, None, "governed:say", 0.9),),
        events=(Event("e1", "ASSAULT", "aerial", ("military",), Words(strike), (ActorRef("NOR-GOV", at("Norway would")),), (), ("p1",), "t1",
                      Magnitude(), Factuality(status, "certain", "negative", -2.0, ("author", "NOR-NORDMANN"), (Cue(at("not"), "ruled-out"),)),
                      "s1", "trigger:ASSAULT:strike; plain", 0.8),),
        positions=(Position("NOR-GOV", Proposition("assault/NOR", "strikes on Vardø"), "opposes", None, "t1", strike, "stance:rule out", 0.7),),
        commitments=(Commitment(("NOR-GOV",), Action("AID", "40 tents to the town"), None, "for", None, "open", at("pledged 40 tents"), "s1",
                                "bound:pledge", 0.7),),
        figures=(Figure("tents", "NOR-GOV", 40, None, None, "exact", "tents", "p1", None, ("author",), at("40 tents"), "figures/count", 0.8),),
        memberships=(Membership("NATO", "NOR-GOV", "member", 28, ("author",), None, at("Norway would"), "member", 0.6),),
        findings=(Finding("spelling-variant", "Vardø is also written Vardo.", at("Vardø,")),),
        manifest=Manifest(program, {"parser": "none"}, "k1", {}),
    )  # fmt: skip


def _article(number: int, text: str, at: object, published: str | None) -> Article:
    first = text.index("\n")
    raw = raw_of(number, text)
    return Article(
        id=hashlib.sha256(f"news.example/{number}".encode()).hexdigest()[:24],
        version=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        language="en",
        source=Source(f"https://news.example/{number}", "text/plain", hashlib.sha256(raw).hexdigest()),
        headline=TextPart(text[:first], (Span(0, first),)),
        standfirst=None,
        byline=None,
        dateline=Dateline((Span(first + 2, first + 6),), (), "AFP", None, "p1"),
        published=Published(published, "given") if published else None,
        paragraphs=(Span(first + 2, len(text)),),
        source_map=SourceMap("bytes", "utf-8", (Anchor(0, len(text), "", 0),)),
    )


def raw_of(number: int, text: str) -> bytes:
    """The bytes that the report was read from."""
    return f"{text}\n<!-- {number} -->".encode()


def raw_for(record: Record) -> bytes:
    """The bytes that ``record`` was read from."""
    return raw_of(int(record.article.source.uri.rsplit("/", 1)[1]), record.article.text)


def read_newly(article: Article) -> Record:
    """What the present version makes of an article here: the event now reads as negated."""
    number = int(article.source.uri.rsplit("/", 1)[1])
    return report(number, body=article.text.split("\n\n", 1)[1], program=VERSION, status="negated")


def die(article: Article) -> Record:
    """What happens to a process that reads where the system is short of memory."""
    os.kill(os.getpid(), signal.SIGKILL)
    return read_newly(article)
