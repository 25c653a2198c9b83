"""Ways of attributing words: a cue verb, a noun, "according to", a colon, a quotation that goes on."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dateline.extract.contents import Governed, governed
from dateline.extract.cues import FoundCue, found_cues
from dateline.extract.drafts import Draft
from dateline.extract.nominals import noun_content
from dateline.extract.quotes import Quoted, after_cue, before_group, widened
from dateline.extract.sources import (
    Source,
    after_dateline,
    agent,
    as_source,
    is_passive,
    is_time,
    noun_phrase,
    shared_speaker,
    source_of,
    subject,
)
from dateline.model.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.cues import CueTable
    from dateline.model.parse import Parse
    from dateline.model.statement import Act

_SUBORDINATORS = frozenset({"while", "after", "before", "although", "though", "as", "when", "since", "because", "asked", "if"})
_SHORT = 8  # tokens from an inverted verb to the head of its subject


def spoken(parse: Parse, quotes: tuple[Quoted, ...], table: CueTable) -> Iterator[Draft]:
    """What is said under cue verbs and adjectives."""
    for found in found_cues(parse, table):
        draft = _spoken(parse, found, quotes, table)
        if draft is not None:
            yield draft
            second = _second_half(parse, found, draft, quotes) if draft.rule.startswith("clause-before") else None
            if second is not None:
                yield second


def _second_half(parse: Parse, found: FoundCue, draft: Draft, quotes: tuple[Quoted, ...]) -> Draft | None:
    """What the speaker of "..., he said" goes on to say: ", but it would not send troops"."""
    end, sentence = _group_end(parse, found), parse.sentence(found.verb)
    if end + 2 >= sentence.last or parse.words[end] != "," or parse.tags[end + 1] != "CC":
        return None
    if (
        parse.lowers[end + 2] not in ("it", "he", "she", "they")
        or parse.quotation_of[end + 1] >= 0
        or parse.heads[end + 2] >= sentence.last
    ):
        return None
    if parse.lemmas[parse.heads[end + 2]] == parse.lemmas[found.verb]:
        return None  # "..., he said, and she said ..."
    span = _until_stop(parse, end + 2, sentence.last, found, quotes)
    return Draft((), draft.source, (span,), "assert", draft.kind, "continued", draft.confidence, draft.block, follows=draft)


def _spoken(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], table: CueTable) -> Draft | None:
    verb = found.verb
    if any(parse.lowers[c] == "no" and c not in found.tokens for token in found.tokens[1:] for c in parse.children[token]):
        return None  # "made no mention of"
    if not found.adjective and is_passive(parse, verb):
        return _passive(parse, found, table, quotes)
    if found.cue.kind == "seeming":
        return _seeming(parse, found)
    content = _content(parse, found, quotes, table)
    if content is None or not content.spans:
        return _relative(parse, found)
    leader = shared_speaker(parse, verb, table) if not _has_subject(parse, verb) else None
    source = source_of(parse, verb if leader is None else leader)
    if found.adjective and (felt := subject(parse, verb)) is not None:
        source = as_source(parse, felt)
    if content.rule.endswith("before") and not _has_subject(parse, verb):
        source = _inverted(parse, verb) or source
    return _draft(parse, found, source, content, _act(found, content.form))


def _act(found: FoundCue, form: str) -> Act:
    """The act of the cue in this form: "agreed to leave" is a pledge, "asked them to leave" and "told them to leave" are calls."""
    frames, act = found.cue.frames, found.cue.act
    if form == "infinitive" and found.cue.words == ("agree",):
        return "pledge"
    asked = form == "object" and {"tell", "np+"} <= frames
    return "call" if act == "assert" and (asked or (form == "infinitive" and "tell" in frames)) else act


def _relative(parse: Parse, found: FoundCue) -> Draft | None:
    """What a relative clause says of the noun before it: "a charge that Tehran denies"."""
    verb = found.verb
    subject_here = parse.child(verb, "nsubj")
    if (
        parse.deps[verb] != "relcl"
        or subject_here is None
        or parse.tags[subject_here] in ("WP", "WDT")
        or not found.cue.frames & {"np", "np+"}
    ):
        return None
    antecedent = parse.heads[verb]
    if (
        found.cue.text in ("charge", "order", "ask")
        or found.last != verb
        or subject_here < antecedent
        or parse.pos[antecedent] not in ("NOUN", "PROPN")
    ):
        return None
    span = parse.span(*noun_phrase(parse, antecedent))
    return _draft(parse, found, as_source(parse, subject_here), _Content((span,), "object", None, "relative"), found.cue.act)


def _seeming(parse: Parse, found: FoundCue) -> Draft | None:
    """What seems to be: the subject and its predicate, nobody's word in particular."""
    patient = parse.child(found.verb, "nsubj")
    predicate = next(
        (c for c in parse.children[found.verb] if c > found.verb and parse.deps[c] in ("xcomp", "acomp", "oprd", "ccomp")), None
    )
    if patient is None or predicate is None or patient > found.verb:
        return None
    said = parse.span(max(parse.left[predicate], found.verb + 1), parse.right[predicate] + 1)
    spans = (said,) if parse.lowers[patient] == "it" else (parse.span(*noun_phrase(parse, patient)), said)
    return _draft(parse, found, None, _Content(spans, "seeming", None, "passive"), found.cue.act)


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb])


def _inverted(parse: Parse, verb: int) -> Source | None:
    """The speaker behind a verb ("added a spokesman") whom the parser took for its object; the compound before a mistagged one."""
    head = next(
        (c for c in parse.children[verb] if verb < c <= verb + _SHORT and parse.deps[c] in ("dobj", "attr", "npadvmod", "oprd")), None
    )
    if head is None and parse.pos[verb] == "NOUN" and verb > 0 and parse.pos[verb - 1] in ("NOUN", "PROPN", "PRON"):
        head = verb - 1
    return as_source(parse, head) if head is not None and not is_time(parse, head) else None


def _draft(parse: Parse, found: FoundCue, source: Source | None, content: _Content, act: Act) -> Draft:
    return Draft(
        cue=found.tokens,
        source=source,
        content=content.spans,
        act=act,
        kind=found.cue.kind if source is not None or found.cue.kind != "speech" else "unattributed",
        rule=f"{content.rule}:{found.cue.text}",
        confidence=0.9 if source is not None else 0.6,
        block=parse.block_of(found.verb),
        verb=found.verb,
        form=content.form,
        addressee=content.addressee,
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cue brings in: its spans, grammatical form, addressee, and the way it was found."""

    spans: tuple[Span, ...]
    form: str
    addressee: int | None
    rule: str


def _content(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], table: CueTable) -> _Content | None:
    """The content of an active cue: a quotation beside it, a clause before or around it, what it governs; else the rest of a headline."""
    frames = found.cue.frames
    clausal = bool(frames & {"that", "quote", "tell"}) and found.last == max(found.tokens)
    before = before_group(parse, found.verb, quotes, quote_only=False) if clausal else None
    quoted = _quoted(parse, found, before, quotes) if clausal else None
    if quoted is not None:
        return quoted
    under = governed(parse, found, table)
    if before is not None and frames & {"that", "tell"} and _said_before(parse, found, before, under, quotes):
        return _Content(_left(parse, found, before, quotes), "clause", _told(parse, found), "clause-before")
    if under is not None:
        if _stray(found, under) or (under.form == "object" and "noun" in frames and _carried_noun(parse, under.head, table)):
            return None
        span = widened(parse, parse.span(under.first, under.last), found.verb, quotes)
        return _Content((span,), under.form, under.addressee, "governed")
    if found.cue.text == "say" and before is None:
        rest = _remainder(parse, found, quotes)
        return _Content((rest,), "clause", None, "remainder") if rest is not None else None
    return None


def _quoted(parse: Parse, found: FoundCue, before: tuple[int, int, bool] | None, quotes: tuple[Quoted, ...]) -> _Content | None:
    """The quotation before or behind a cue, with the words of the sentence that it goes on from."""
    if before is not None and (before[2] or _quotes_speech(parse, before, quotes)):
        return _Content(_left(parse, found, before, quotes), "quote", _told(parse, found), "quote-before")
    quote = after_cue(parse, found.last, quotes)
    if quote is None:
        return None
    led = before is not None and (_leads(parse, before[0]) or _goes_on_small(parse, quote))
    spans = (parse.span(*before[:2]), quote.quotation.span) if led and before is not None else (quote.quotation.span,)
    return _Content(spans, "quote", _told(parse, found), "quote-after")


def _said_before(parse: Parse, found: FoundCue, before: tuple[int, int, bool], under: Governed | None, quotes: tuple[Quoted, ...]) -> bool:
    """Whether the words before a cue are what is said, wholly or in part ("The ruling, it said, would stand")."""
    rest = _rest(parse, found, quotes, quoted_before=False)
    if rest is not None:
        torn = under is not None and parse.words[under.first - 1] == "," and parse.child(under.head, "nsubj", "nsubjpass") is None
        if under is None or torn:
            return True
    elif under is not None and under.form != "object":
        return False
    return _sentence_like(parse, found.verb, *before[:2])


def _leads(parse: Parse, first: int) -> bool:
    """Whether words before "he said, ..." are the beginning of what he said: "While it was late, he said, ..."."""
    return parse.lowers[first] in ("while", "if", "although", "though", "whether", "because", "unless", "since") or (
        parse.lowers[first] == "as" and parse.lowers[first + 1] == "for"
    )


def _goes_on_small(parse: Parse, quote: Quoted) -> bool:
    """Whether a quotation goes on with a sentence that began before it: "The club, she said, "is a fine example"."""
    return quote.quotation.inner.of(parse.text)[:1].islower()


def _quotes_speech(parse: Parse, before: tuple[int, int, bool], quotes: tuple[Quoted, ...]) -> bool:
    """Whether the words before a cue begin with a quotation of speech ("If there had been" help, he said, ...)."""
    number = parse.quotation_of[before[0]]
    return number >= 0 and quotes[number].first == before[0] and quotes[number].speech


def _remainder(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...]) -> Span | None:
    """The rest of the sentence behind "says", where the parser has tied it together wrongly (headlines)."""
    first, last = found.last + 1, parse.sentence(found.verb).last
    while last > first and parse.words[last - 1] in (".", "!", "?", ",", ":"):
        last -= 1
    if first >= last or parse.pos[first] in ("ADP", "PUNCT") or parse.deps[found.verb] not in ("ROOT", "conj", "ccomp"):
        return None
    return None if is_time(parse, first) else widened(parse, parse.span(first, last), found.verb, quotes)


def _carried_noun(parse: Parse, head: int, table: CueTable) -> bool:
    """Whether the object is a noun of saying with a content of its own ("repeated its call for ..."): that is the statement."""
    cue = table.nouns.get(parse.lemmas[head])
    return cue is not None and noun_content(parse, head, cue.prepositions, cue.frames) is not None


def _stray(found: FoundCue, under: Governed) -> bool:
    """Whether an object is only the speaker after an inverted verb ("..., said the minister")."""
    return under.form == "object" and "np" not in found.cue.frames and "np+" not in found.cue.frames


def _told(parse: Parse, found: FoundCue) -> int | None:
    """The addressee of a cue that follows or precedes its quotation."""
    for child in parse.children[found.verb]:
        if child > found.verb and "tell" in found.cue.frames and parse.deps[child] in ("dobj", "dative") and not is_time(parse, child):
            return child
        if child > found.verb and parse.deps[child] in ("prep", "dative") and parse.lowers[child] == "to":
            return parse.child(child, "pobj")
    return None


def _sentence_like(parse: Parse, verb: int, first: int, last: int) -> bool:
    """Whether the words before a cue can be what is said: a clause that the parser ties to it, or a verb in them and no bare adverbial."""
    if any(parse.deps[c] == "ccomp" and first <= c < last for c in parse.children[verb]):
        return True
    if last - first < 3 or parse.lowers[first] in _SUBORDINATORS:
        return False
    return any(parse.tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last))


def _left(parse: Parse, found: FoundCue, before: tuple[int, int, bool], quotes: tuple[Quoted, ...]) -> tuple[Span, ...]:
    """Content before the cue, without a dateline, and its other half behind the cue where the sentence goes on."""
    first, last, ends_quote = before
    first = after_dateline(parse, first)
    while first < last - 1 and parse.words[first] in ("-", "--", "\u2014", "\u2013", ",", "_"):
        first += 1
    spans = [parse.span(first, last)] if first < last else []
    rest = _rest(parse, found, quotes, quoted_before=ends_quote)
    return (*spans, rest) if rest is not None else tuple(spans)


def _rest(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], *, quoted_before: bool) -> Span | None:
    """The half of a divided content that stands behind the cue in the same sentence."""
    end = _group_end(parse, found)
    sentence = parse.sentence(found.verb)
    if end + 1 >= sentence.last or parse.words[end] not in (",", "--", "\u2014", "\u2013", "-"):
        return None
    place = end + 1
    while (
        place < min(end + 4, sentence.last - 1) and parse.deps[place] in ("cc", "mark", "advmod", "det") and parse.quotation_of[place] < 0
    ):
        place += 1
    number = parse.quotation_of[place]
    if number >= 0 and quotes[number].first == place and number != parse.quotation_of[found.verb] and place > end + 1:
        return Span(parse.starts[end + 1], quotes[number].quotation.span.end)
    if number >= 0 and quotes[number].first == end + 1 and number != parse.quotation_of[found.verb]:
        return quotes[number].quotation.span
    if parse.tags[end + 1] == "VBG" and not quoted_before and parse.heads[end + 1] < end and parse.heads[end + 1] != found.verb:
        return _until_stop(parse, end + 1, sentence.last, found, quotes)
    if quoted_before or parse.tags[end + 1] in ("VBG", "WP", "WDT", "WRB", "CC") or parse.lowers[end + 1] in ("according", "who", "which"):
        return None
    if not any(parse.tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(end + 1, sentence.last)):
        return None
    return _until_stop(parse, end + 1, sentence.last, found, quotes)


def _until_stop(parse: Parse, first: int, last: int, found: FoundCue, quotes: tuple[Quoted, ...]) -> Span:
    while last > first + 1 and parse.words[last - 1] in (".", "!", "?"):
        last -= 1
    return widened(parse, parse.span(first, last), found.verb, quotes)


def _group_end(parse: Parse, found: FoundCue) -> int:
    """The token behind the cue with its inverted subject, addressee and short adverbials."""
    end = max(found.tokens) + 1
    sentence = parse.sentence(found.verb)
    for child in parse.children[found.verb]:
        if child < end or parse.deps[child] not in ("nsubj", "dobj", "dative", "npadvmod", "advmod", "prep"):
            continue
        if parse.words[parse.left[child] - 1] == "," or parse.quotation_of[child] != parse.quotation_of[found.verb]:
            break
        head_last = noun_phrase(parse, child)[1] if parse.deps[child] in ("nsubj", "dobj", "dative") else parse.right[child] + 1
        end = max(end, min(head_last, sentence.last))
    return min(end, sentence.last - 1)


def _passive(parse: Parse, found: FoundCue, table: CueTable, quotes: tuple[Quoted, ...]) -> Draft | None:
    """What a passive cue brings in ("was accused of", "it was reported that"): its subject is content, its agent speaks."""
    if found.cue.words == ("quote",) and any(
        parse.lowers[c] == "as" and parse.child(c, "pcomp") is not None for c in parse.children[found.verb]
    ):
        return None  # "was quoted as saying": the saying is the cue
    verb, frames = found.verb, found.cue.frames
    patient = parse.child(verb, "nsubjpass", "nsubj")
    if patient is None and parse.deps[verb] == "conj":
        patient = parse.child(parse.heads[verb], "nsubjpass", "nsubj")
    if patient is None and parse.deps[verb] in ("acl", "relcl"):
        patient = parse.heads[verb]
    under = governed(parse, found, table)
    spans: list[Span] = []
    impersonal = patient is not None and parse.lowers[patient] == "it" and under is not None and under.form == "clause"
    told = "tell" in frames and under is not None
    if patient is not None and not impersonal and not told and (frames & {"np", "np+"} or under is not None):
        spans.append(parse.span(*noun_phrase(parse, patient)))
    if under is not None:
        spans.append(widened(parse, parse.span(under.first, under.last), verb, quotes))
    elif "np+" in frames and spans:
        spans.extend(_complement(parse, found))
    if not spans or (under is None and not frames & {"np", "np+"}):
        return None
    spans.sort()
    if any(a.overlaps(b) for a, b in pairwise(spans)):
        return None
    form = under.form if under is not None else "object"
    return _draft(parse, found, agent(parse, verb), _Content(tuple(spans), form, patient if told else None, "passive"), found.cue.act)


def _complement(parse: Parse, found: FoundCue) -> list[Span]:
    """What a passive verb says of its subject: "of shelling", "as a mistake"."""
    for child in parse.children[found.verb]:
        if (
            child > found.verb
            and parse.deps[child] in ("prep", "oprd", "xcomp", "ccomp")
            and parse.lowers[child] in ("of", "for", "as", "to", "with")
        ):
            return [parse.span(child, parse.right[child] + 1)]
        if child > found.verb and parse.deps[child] in ("oprd", "xcomp", "ccomp"):
            return [parse.span(parse.left[child], parse.right[child] + 1)]
    return []
