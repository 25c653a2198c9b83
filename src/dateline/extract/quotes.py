"""Quoted speech: which quotations are speech, and which words around a cue they belong to."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.extract.sources import active_behind_quote, after_dateline, noun_phrase, subject
from dateline.model.span import Span

if TYPE_CHECKING:
    from dateline.model.parse import Parse, Quotation

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VB"})
_NOT_MAIN = frozenset({"relcl", "acl", "pcomp", "xcomp", "csubj", "amod"})
_BEFORE_SPEECH = frozenset({",", ":", "--", "\u2014", "\u2013", "-"})
_PROMPTS = frozenset(
    {"asked", "told", "when", "while", "after", "before", "pressed", "questioned", "though", "although", "because", "since"}
)
_REACH = 14  # tokens between a cue and the quotation it brings in
_SCARE = 3  # quoted words up to which a quotation without a capital is a fragment
_CLOSING = frozenset("\"'\u201d\u2019\u00bb") | {"''"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with its tokens (half-open, marks included) and whether it reads as speech rather than as a borrowed phrase."""

    number: int
    quotation: Quotation
    first: int
    last: int
    speech: bool


def quoted(parse: Parse) -> tuple[Quoted, ...]:
    """The quotations of the text, in order."""
    found = []
    for number, quotation in enumerate(parse.quotations):
        first, last = bisect_left(parse.starts, quotation.span.start), bisect_left(parse.starts, quotation.span.end)
        found.append(Quoted(number, quotation, first, last, first < last and _is_speech(parse, quotation, first, last)))
    return tuple(found)


def _is_speech(parse: Parse, quotation: Quotation, first: int, last: int) -> bool:
    """Whether the words are a sentence or a good part of one: a capital or a break before them, a verb or a stop in them."""
    inner = [i for i in range(first, last) if parse.pos[i] != "PUNCT"]
    if not inner or last - first < 2:
        return False
    words = quotation.inner.of(parse.text).strip()
    ends = words[-1:] in ".,?!\u2026\u2014-" or not quotation.closed
    capital = words[:1].isupper() or words[:1].isdigit()
    before = parse.words[first - 1] if first > 0 and parse.block_of(first - 1) == parse.block_of(first) else ""
    broken = before in _BEFORE_SPEECH or not before or before[-1] in ".?!"
    verb = any(parse.tags[i] in _FINITE for i in inner)
    if len(inner) <= _SCARE and not (capital and ends):
        return False
    return (capital and (verb or ends)) or (broken and (verb or ends)) or (ends and verb and len(inner) > _SCARE)


def group_start(parse: Parse, verb: int) -> int:
    """The first token of a verb with its own subject, auxiliaries and adverbs before it; never over the mark that closes a quotation."""
    first = verb
    subjects = [child for child in parse.children[verb] if child < verb and parse.deps[child] in ("nsubj", "nsubjpass")]
    if subjects:
        first = parse.left[subjects[-1]]
    if active_behind_quote(parse, verb):
        return noun_phrase(parse, parse.heads[verb])[0]
    if first == verb and parse.pos[verb] == "NOUN":  # "records show" taken for a compound
        first = parse.left[verb]
    while first > 0 and parse.heads[first - 1] == verb and parse.deps[first - 1] in ("aux", "auxpass", "neg", "advmod", "mark", "cc"):
        first -= 1
    return _inside_group(parse, first, verb)


def _inside_group(parse: Parse, first: int, verb: int) -> int:
    """``first`` moved behind a closing mark or a clause that the subject was wrongly tied to."""
    mine = parse.quotation_of[verb]
    for place in range(verb - 1, first - 1, -1):
        word = parse.words[place]
        if word in _CLOSING and parse.quotation_of[place] not in (-1, mine) and parse.quotation_of[place + 1] != parse.quotation_of[place]:
            return place + 1
        if word == "," and place > first and parse.pos[place - 1] in ("VERB", "AUX", "PUNCT"):
            return place + 1
    return first


def before_group(parse: Parse, verb: int, quotes: tuple[Quoted, ...], *, quote_only: bool) -> tuple[int, int, bool] | None:
    """What is said before "he said": its tokens (half-open) and whether it ends in a quotation; None where nothing is.

    It begins with the sentence, or with the quotation that the sentence goes on with. ``quote_only``: only words that end in a quotation.
    """
    if (parse.deps[verb] in _NOT_MAIN and not active_behind_quote(parse, verb)) or parse.tags[verb] not in (
        "VBD",
        "VBZ",
        "VBP",
        "VBN",
        "MD",
        "VB",
        "NN",
        "NNS",
        "JJ",
        "NNP",
        "NNPS",
    ):
        return None
    if any(parse.deps[c] == "mark" and parse.lowers[c] in _PROMPTS for c in parse.children[verb]):
        return None  # "..., though he said ..."
    start, sentence = group_start(parse, verb), parse.sentence(verb)
    if _parted(parse, verb, start):
        return None
    end = start
    while end > sentence.first and parse.words[end - 1] in (",", "--", "\u2014", "\u2013", "-"):
        end -= 1
    mine = parse.quotation_of[verb]
    ends_quote = end > sentence.first and parse.quotation_of[end - 1] >= 0 and parse.quotation_of[end - 1] != mine
    ends_quote = ends_quote and quotes[parse.quotation_of[end - 1]].last == end
    if end == sentence.first:
        return _sentence_before(parse, verb, quotes, start)
    if not ends_quote and (quote_only or end == start):
        return None
    first = sentence.first
    opener = parse.quotation_of[first]
    if opener >= 0 and opener != mine and quotes[opener].first < first:
        first = quotes[opener].first
    if first == sentence.first and parse.lowers[first] in _PROMPTS:
        return None  # "Asked whether it was "over", he said no."
    if ends_quote and _fragment(parse, quotes[parse.quotation_of[end - 1]], verb):
        return None
    return first, end, ends_quote


def _parted(parse: Parse, verb: int, start: int) -> bool:
    """Whether only an insertion stands between the verb and its own subject: "The envoy, quoting "a friend", urged them to stay"."""
    head = next((c for c in parse.children[verb] if c < start and parse.deps[c] in ("nsubj", "nsubjpass")), None)
    return (
        head is not None
        and parse.pos[head] in ("NOUN", "PROPN", "PRON")
        and parse.left[head] in (parse.sentence(verb).first, after_dateline(parse, parse.sentence(verb).first))
        and parse.words[head + 1] in _BEFORE_SPEECH
        and all(parse.left[head] <= i <= parse.right[head] or parse.pos[i] == "PUNCT" for i in range(head, start))
    )


def _fragment(parse: Parse, quote: Quoted, verb: int) -> bool:
    """Whether the quotation before a cue is only a borrowed phrase in the cue's own subject."""
    head = subject(parse, verb)
    return not quote.speech and head is not None and quote.first <= head < quote.last


def _sentence_before(parse: Parse, verb: int, quotes: tuple[Quoted, ...], start: int) -> tuple[int, int, bool] | None:
    """The quotation that ends the sentence before a bare "Smith said."."""
    sentence = parse.sentence(verb)
    if start == 0 or parse.block_of(start - 1) != sentence.block or sentence.last - verb > _REACH:
        return None
    number = parse.quotation_of[start - 1]
    if number < 0 or quotes[number].last != start or not quotes[number].speech:
        return None
    behind = [i for i in range(verb + 1, sentence.last) if parse.pos[i] in ("VERB", "AUX") or parse.quotation_of[i] >= 0]
    return None if behind else (quotes[number].first, start, True)


def after_cue(parse: Parse, last: int, quotes: tuple[Quoted, ...]) -> Quoted | None:
    """The quotation that a cue brings in behind it, over addressee, place and time; also over a colon that ends the paragraph."""
    sentence = parse.sentence(last)
    for place in range(last + 1, min(sentence.last, last + 1 + _REACH)):
        number = parse.quotation_of[place]
        if number >= 0 and number != parse.quotation_of[last]:
            quote = quotes[number]
            if quote.first != place:
                return None
            near = place == last + 1 or parse.words[place - 1] in _BEFORE_SPEECH
            return quote if quote.speech and (near or _fits(parse, place)) else None
        if parse.tags[place] in ("VBD", "VBZ", "VBP", "MD") or parse.words[place] == ";":
            return None
    return _next_block(parse, sentence.last, quotes)


def _fits(parse: Parse, place: int) -> bool:
    """Whether the quotation begins like a sentence of its own."""
    following = next((i for i in range(place, min(place + 3, len(parse))) if parse.pos[i] != "PUNCT"), None)
    return (
        following is not None
        and parse.words[following][0].isupper()
        and parse.lowers[place - 1] not in ("a", "the", "an", "his", "her", "its", "as")
    )


def _next_block(parse: Parse, end: int, quotes: tuple[Quoted, ...]) -> Quoted | None:
    if end >= len(parse) or parse.words[end - 1] != ":":
        return None
    number = parse.quotation_of[end]
    return quotes[number] if number >= 0 and quotes[number].first == end else None


def widened(parse: Parse, span: Span, verb: int, quotes: tuple[Quoted, ...]) -> Span:
    """``span`` with the whole of the quotation that it ends in and the mark of the one that it begins in; none that the cue stands in."""
    start, end = span.start, span.end
    mine = parse.quotation_of[verb]
    tail = parse.token_at(end - 1)
    number = parse.quotation_of[tail] if tail is not None else -1
    if number >= 0 and number != mine and quotes[number].quotation.span.start >= start - 1:
        end = max(end, quotes[number].quotation.span.end)
    head = parse.token_at(start)
    number = parse.quotation_of[head] if head is not None else -1
    if number >= 0 and number != mine and quotes[number].quotation.inner.start == start:
        start = quotes[number].quotation.span.start
    return Span(start, end)
