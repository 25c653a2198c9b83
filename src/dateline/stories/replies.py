"""Statements that answer others: a denial of what was said just before, and the withdrawal of an offer that was named just before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.model.article import Article
from dateline.model.record import Record
from dateline.model.span import any_overlap
from dateline.model.statement import Statement
from dateline.stories.sentences import sentence_at, sentences
from dateline.stories.tables import rows_of

CHARGES, CLAIMS = ("accuse",), ("assert", "concern", "threaten")
DENYING = ("deny", "reject")
ALOOF = ("distance",)
FAR, NEAR = 3, 1  # sentences back to a charge, to any other claim
Sides = dict[str, frozenset[str]]
_STATE = re.compile(r"[A-Z]{3}-")
_MARKS = re.compile(r"[\"“”‘«»]|(?<!\w)'|'(?!\w)|’(?!\w)")
_VOTE = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|spoke|spoken|speaks?|argu(?:es|ed)|campaign(?:s|ed)|came out|is|are|was|were) (?:\w+ )?against\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[\s.,;:!?]+$")


@dataclass(frozen=True, slots=True)
class Reply:
    """A statement by its number that denies another (``claim``, its number), or takes an offer back (``claim`` is None)."""

    number: int
    claim: int | None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    listed: dict[str, list[re.Pattern[str]]] = {}
    for use, pattern in rows_of("replies.tsv"):
        listed.setdefault(use, []).append(re.compile(pattern))
    return {use: tuple(patterns) for use, patterns in listed.items()}


def _says(words: str, *uses: str) -> bool:
    return any(pattern.match(words) for use in uses for pattern in _patterns()[use])


def words_of(statement: Statement, article: Article) -> str:
    """What a statement says, in lower case, without quotation marks and closing marks."""
    text = " ".join(span.of(article.text) for span in statement.content.spans)
    return _TAIL.sub("", " ".join(_MARKS.sub(" ", text).lower().split())).removeprefix("that ")


def disowns(statement: Statement, article: Article) -> bool:
    """True where somebody says that he had no part in something."""
    words = words_of(statement, article)
    return _says(words, "disowned") or (statement.act in DENYING and _says(words, "share"))


def tells_presence(statement: Statement, article: Article) -> bool:
    """True where somebody says that armed men are somewhere: "confirmed that its soldiers were in Libya"."""
    return statement.act not in (*DENYING, "accuse") and _says(words_of(statement, article), "presence")


def replies(record: Record) -> Iterator[Reply]:
    """The denials in ``record`` that take up a claim made shortly before, and the offers taken back, in order."""
    article, told, sides = record.article, record.statements, _sides(record)
    starts = [span.start for span in sentences(article)]
    for number, statement in enumerate(told):
        words = words_of(statement, article)
        if _says(words, "void"):
            yield Reply(number, None)
        own = _says(words, "disowned") or (statement.act in DENYING and _says(words, "share"))
        taken_up = own or (statement.act in DENYING and _says(words, "this")) or _says(words, "false")
        if not taken_up or _aloof(statement, record):
            continue
        claim = _claim(number, told, starts, sides, article)
        if claim is None and _says(words, "disowned"):
            claim = _later_charge(number, told, starts, sides)
        if own and claim is not None and not _blames(told[claim], statement, record, sides):
            continue  # who was not blamed contradicts nobody
        if claim is not None:
            yield Reply(number, claim)


def _bare_infinitive(claim: Statement, article: Article) -> bool:
    """True for what somebody claims of himself: "a man claiming to speak for them"."""
    return claim.act not in CHARGES and words_of(claim, article).startswith("to ")


def _aloof(denial: Statement, record: Record) -> bool:
    """True for who only keeps away from what was said, or is against a thing and not its telling, where the record hears no denial."""
    heard = {each.kind for each in record.functions if any_overlap(each.evidence, denial.content.spans)}
    if "denies" in heard:
        return False
    return (
        any(verb in denial.rule for verb in ALOOF)
        or _VOTE.search(sentence_at(record.article, denial.content.spans[0]).of(record.article.text)) is not None
    )


def _claim(number: int, told: tuple[Statement, ...], starts: list[int], sides: Sides, article: Article) -> int | None:
    """The claim that the denial answers: the last charge by somebody else, or what somebody else said in the sentence before."""
    here, denial = _sentence(told[number], starts), told[number]
    before = [at for at in range(number - 1, -1, -1) if _other(denial, told[at], sides) and told[at].inside != denial.id]
    headline = article.headline.spans if article.headline is not None else ()
    before = [at for at in before if not _bare_infinitive(told[at], article) and not any_overlap(told[at].content.spans, headline)]
    charge = next((at for at in before if told[at].act in CHARGES and here - _sentence(told[at], starts) <= FAR), None)
    if charge is not None:
        return charge
    return next((at for at in before if told[at].act in CLAIMS and here - _sentence(told[at], starts) <= NEAR), None)


def _blames(claim: Statement, denial: Statement, record: Record, sides: Sides) -> bool:
    """True where the claim speaks of the denier's side; a charge also where it names nobody but him who makes it."""
    said = sentence_at(record.article, claim.content.spans[0])
    told = [actor for actor in record.actors if any(span.overlaps(said) for mention in actor.mentions for span in mention.spans)]
    denier, accuser = (
        sides.get(each.speaker.actor or "", frozenset()) if each.speaker is not None else frozenset() for each in (denial, claim)
    )
    if any(denier & sides[actor.id] for actor in told):
        return True
    others = [actor for actor in told if not accuser & sides[actor.id] and actor.kind not in ("media", "population", "other", "document")]
    return claim.act in CHARGES and not others


def _later_charge(number: int, told: tuple[Statement, ...], starts: list[int], sides: Sides) -> int | None:
    """The charge by somebody else that a denial is about though it is told after it: "had no part in it. X had blamed"."""
    here, denial = _sentence(told[number], starts), told[number]
    after = (at for at in range(number + 1, len(told)) if told[at].act in CHARGES and _other(denial, told[at], sides))
    return next((at for at in after if _sentence(told[at], starts) - here <= FAR), None)


def _sentence(statement: Statement, starts: list[int]) -> int:
    return sum(start <= statement.content.spans[0].start for start in starts)


def _sides(record: Record) -> Sides:
    """Under each actor's id the ids that stand on his side: those he speaks for, and the organs of his state."""
    found = {}
    for actor in record.actors:
        states = [name[:3] for name in (actor.id, actor.speaks_for or "") if _STATE.match(name)]
        found[actor.id] = frozenset((actor.id, *([actor.speaks_for] if actor.speaks_for is not None else []), *states))
    return found


def _other(one: Statement, other: Statement, sides: Sides) -> bool:
    """True where two different sides say them."""
    if other.speaker is None or one.speaker is None or one.speaker.spans == other.speaker.spans:
        return False
    mine, theirs = (sides.get(each.speaker.actor or "", frozenset()) for each in (one, other) if each.speaker is not None)
    return not mine & theirs
