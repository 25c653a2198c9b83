"""A maker of newspaper edits: takes one report and prints it again as papers do. Deterministic by its seed.

Also glues the project's own sentences into whole reports, so that there are many to edit.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline import ingest
from dateline.model.article import Anchor, Article, Dateline, Published, Source, SourceMap, TextPart
from dateline.model.record import Manifest, Record
from dateline.model.span import Span

_LABEL = re.compile(r"\[[^\s\]]+ |\]")
SHORTEST = 90  # words of a report worth printing again
CITIES = "Arnstadt Bellwood Carrick Dunmore Elmsford Falkirk Garston Hadley Ilkeston Jarrow Kelso Larne".split()
LOCAL = (
    "In {city}, {number} people gathered at the community hall on {street} Street to wait for word from relatives abroad.",
    "The mayor of {city}, {name} {street}, said the town hall had received {number} calls but no request for help so far.",
    "{name} {street}, who imports tea to {city} from the region, told our reporter that {number} crates were still on their way.",
    "Pupils of {city}'s {street} school collected {number} blankets for the families on Friday, their teacher {name} said.",
)
NAMES = "Anna Bertil Clara Dmitri Edith Farid Greta Hamid Ines Jonas Karim Lena".split()
OPENINGS = ("What we know so far:", "From our foreign desk -", "World briefs:", "Update:")


@dataclass(frozen=True, slots=True)
class Report:
    """A report as plain parts."""

    headline: str
    paragraphs: tuple[str, ...]
    published: str = "2016-03-01"
    uri: str = "https://wire.example/1"
    agency: str | None = None

    def record(self) -> Record:
        """The report as a record that holds nothing but its article."""
        text = "\n".join((self.headline, *self.paragraphs))
        digest = hashlib.sha256(f"{self.uri}\n{text}".encode()).hexdigest()
        spans, start = [], 0
        for part in (self.headline, *self.paragraphs):
            spans.append(Span(start, start + len(part)))
            start += len(part) + 1
        article = Article(
            id=digest[:24], version=digest, text=text, language="en", source=Source(self.uri, "text/plain", digest),
            headline=TextPart(self.headline, (spans[0],)), standfirst=None, byline=None,
            dateline=Dateline((Span(spans[1].start, spans[1].start + 1),), (), self.agency) if self.agency else None,
            published=Published(self.published, "given"), paragraphs=tuple(spans[1:]),
            source_map=SourceMap("bytes", "utf-8", (Anchor(0, len(text), "", 0),)),
        )  # fmt: skip
        return Record(article, (), (), (), (), (), (), (), (), (), (), Manifest("0", {}, "k", {}))


def glued(folder: Path, *, blocks: int = 7) -> Iterator[Report]:
    """Reports made of the project's own labelled sentences, a few blocks each, no block in two of them."""
    for path in sorted(folder.glob("*.txt")):
        lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "\t" in line and not line.startswith("#")]
        told = [_LABEL.sub("", line.split("\t")[-1]) for line in lines]
        told = [each for each in told if len(each) > 60]
        for at in range(0, len(told) - blocks, blocks):
            paragraphs = [part.strip() for each in told[at : at + blocks] for part in each.split("¶") if part.strip()]
            if len(" ".join(paragraphs).split()) >= SHORTEST:
                yield Report(" ".join(paragraphs[0].split()[:9]), tuple(paragraphs), uri=f"https://wire.example/{path.stem}/{at}")


def sampled(folder: Path) -> Iterator[Report]:
    """The project's own sample reports."""
    for path in sorted(folder.glob("*.txt")):
        article = ingest.article(path)
        paragraphs = tuple(span.of(article.text) for span in article.paragraphs)
        if article.headline is not None and len(" ".join(paragraphs).split()) >= SHORTEST:
            yield Report(article.headline.text, paragraphs, uri=f"https://sample.example/{path.stem}")


def printed(report: Report, seed: int) -> Report:
    """``report`` as another paper prints it: headline changed, paragraphs dropped, cut, moved, one added, numbers and typing changed."""
    chance = random.Random(f"{seed}/{report.uri}")
    paragraphs = list(report.paragraphs)
    for edit in chance.sample((_cut, _drop, _reorder, _insert, _numbers, _typing), chance.randint(1, 4)):
        paragraphs = edit(paragraphs, chance)
    headline = _headline(report.headline, chance)
    day = f"2016-03-{chance.randint(1, 4):02}"
    return Report(headline, tuple(paragraphs), day, f"https://paper{seed}.example/{hashlib.sha256(report.uri.encode()).hexdigest()[:8]}")


def _headline(headline: str, chance: random.Random) -> str:
    words = headline.split()
    return f"{chance.choice(OPENINGS)} {' '.join(words[chance.randint(0, 2) : 6])}"


def _cut(paragraphs: list[str], chance: random.Random) -> list[str]:
    return paragraphs[: max(3, int(len(paragraphs) * chance.uniform(0.4, 0.8)))]


def _drop(paragraphs: list[str], chance: random.Random) -> list[str]:
    left = [each for each in paragraphs if chance.random() > 0.3]
    return left if len(left) >= 3 else paragraphs


def _reorder(paragraphs: list[str], chance: random.Random) -> list[str]:
    out = list(paragraphs)
    for _ in range(2):
        out.insert(chance.randrange(len(out)), out.pop(chance.randrange(len(out))))
    return out


def _insert(paragraphs: list[str], chance: random.Random) -> list[str]:
    out = list(paragraphs)
    local = chance.choice(LOCAL).format(
        city=chance.choice(CITIES), street=chance.choice(CITIES), name=chance.choice(NAMES), number=chance.randint(2, 90)
    )
    out.insert(chance.randrange(len(out) + 1), local)
    return out


def _numbers(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    return [re.sub(r"\b\d{1,3}\b", lambda match: str(int(match[0]) + chance.randint(0, 3)), each) for each in paragraphs]


def _typing(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    quotes = str.maketrans({"“": '"', "”": '"', "’": "'"})
    return [re.sub(r"\b(\w{6,})\b", lambda match: _slip(match[0], chance), each.translate(quotes).replace("—", "-")) for each in paragraphs]


def _slip(word: str, chance: random.Random) -> str:
    if chance.random() > 0.04:
        return word
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
