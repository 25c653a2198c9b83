"""Ways of attributing words: a cue verb, a noun, "according to", a colon, a quotation that goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.extract.contents import Governed, governed
from dateline.extract.cues import FoundCue, found_cues
from dateline.extract.drafts import Draft
from dateline.extract.quotes import Quoted, after_cue, before_group, widened
from dateline.extract.sources import Source, agent, as_source, is_passive, noun_phrase, source_of
from dateline.knowledge.cues import CueTable
from dateline.model.parse import Parse
from dateline.model.span import Span

_DATELINE = re.compile(r"(?:[A-Z][\w.'\u2019-]*[ ,/]+){1,8}(?:\([A-Z][\w /]*\)\s*)?(?:[-\u2013\u2014_]|--)\s+")
_PARTICIPLES = frozenset({"VBG"})
_SPEAKERS = frozenset({"NOUN", "PROPN"})


def spoken(parse: Parse, quotes: tuple[Quoted, ...], table: CueTable) -> Iterator[Draft]:
    """What is said under cue verbs and adjectives."""
    for found in found_cues(parse, table):
        draft = _spoken(parse, found, quotes, table)
        if draft is not None:
            yield draft


def _spoken(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], table: CueTable) -> Draft | None:
    verb, frames = found.verb, found.cue.frames
    if is_passive(parse, verb):
        return _passive(parse, found, table, quotes)
    content, form, addressee, rule = _content(parse, found, quotes, table)
    if not content:
        return None
    act = found.cue.act
    if form == "infinitive" and {"tell", "np+"} <= frames:
        act = "call"  # "asked them to leave", "told them to leave"
    elif form == "infinitive" and "tell" in frames and act == "assert":
        act = "call"
    return _draft(parse, found, source_of(parse, verb), content, act, addressee, rule)


def _draft(
    parse: Parse, found: FoundCue, source: Source | None, content: Sequence[Span], act: str, addressee: int | None, rule: str
) -> Draft:
    return Draft(
        cue=found.tokens,
        source=source,
        content=tuple(content),
        act=act,  # type: ignore[arg-type]
        kind=found.cue.kind if source is not None or found.cue.kind != "speech" else "unattributed",
        rule=f"{rule}:{found.cue.text}",
        confidence=0.9 if source is not None else 0.6,
        block=parse.block_of(found.verb),
        addressee=addressee,
    )


def _content(
    parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], table: CueTable
) -> tuple[list[Span], str, int | None, str]:
    """Content spans, form, addressee and rule of an active cue."""
    verb, frames = found.verb, found.cue.frames
    clausal = bool(frames & {"that", "quote"}) and found.last == max(found.tokens)
    if clausal:
        before = before_group(parse, verb, quotes, quote_only=True)
        if before is not None:
            return _left(parse, found, before, quotes), "quote", _told(parse, found), "quote-before"
        quote = after_cue(parse, found.last, quotes)
        if quote is not None:
            return [quote.quotation.span], "quote", _told(parse, found), "quote-after"
    under = governed(parse, found, table)
    if under is not None and not _stray(parse, found, under):
        span = widened(parse, parse.span(under.first, under.last), verb, quotes)
        return [span], under.form, under.addressee, "governed"
    if clausal and "that" in frames:
        before = before_group(parse, verb, quotes, quote_only=False)
        if before is not None and _sentence_like(parse, *before[:2]):
            return _left(parse, found, before, quotes), "clause", _told(parse, found), "clause-before"
    return [], "", None, ""


def _stray(parse: Parse, found: FoundCue, under: Governed) -> bool:
    """Whether an object is only the speaker after an inverted verb ("..., said the minister")."""
    return under.form == "object" and "np" not in found.cue.frames and "np+" not in found.cue.frames


def _told(parse: Parse, found: FoundCue) -> int | None:
    """The addressee of a cue that follows or precedes its quotation."""
    for child in parse.children[found.verb]:
        if child > found.verb and "tell" in found.cue.frames and parse.deps[child] in ("dobj", "dative") and parse.entity_of[child] < 0:
            return child
        if child > found.verb and parse.deps[child] in ("prep", "dative") and parse.lowers[child] == "to":
            return parse.child(child, "pobj")
    return None


def _sentence_like(parse: Parse, first: int, last: int) -> bool:
    """Whether the words before a cue can be what is said: a verb in them, no bare adverbial."""
    if last - first < 3 or parse.lowers[first] in ("while", "after", "before", "although", "though", "as", "when", "since", "because", "asked"):
        return False
    return any(parse.pos[i] in ("VERB", "AUX") for i in range(first, last))


def _left(parse: Parse, found: FoundCue, before: tuple[int, int, bool], quotes: tuple[Quoted, ...]) -> list[Span]:
    """Content before the cue, without a dateline, and its other half behind the cue where the sentence goes on."""
    first, last, ends_quote = before
    first = _after_dateline(parse, first)
    spans = [parse.span(first, last)] if first < last else []
    rest = _rest(parse, found, quotes, quoted_before=ends_quote)
    if rest is not None:
        spans.append(rest)
    return spans


def _after_dateline(parse: Parse, first: int) -> int:
    """The first token behind a dateline at the head of a paragraph."""
    if parse.starts[first] != parse.blocks[parse.block_of(first)].start:
        return first
    match = _DATELINE.match(parse.text, parse.starts[first], parse.blocks[parse.block_of(first)].end)
    if match is None or not parse.words[first].isupper():
        return first
    while first + 1 < len(parse) and parse.starts[first] < match.end():
        first += 1
    return first


def _rest(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], *, quoted_before: bool) -> Span | None:
    """The half of a divided content that stands behind the cue in the same sentence."""
    end = _group_end(parse, found)
    sentence = parse.sentence(found.verb)
    if end + 1 >= sentence.last or parse.words[end] not in (",", "--", "\u2014", "\u2013", "-"):
        return None
    number = parse.quotation_of[end + 1]
    if number >= 0 and quotes[number].first == end + 1 and number != parse.quotation_of[found.verb]:
        return quotes[number].quotation.span
    if quoted_before or parse.tags[end + 1] in ("VBG", "WP", "WDT", "IN", "WRB", "CC") or parse.lowers[end + 1] in ("according", "who", "which"):
        return None
    if not any(parse.tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(end + 1, sentence.last)):
        return None
    last = sentence.last
    while last > end + 2 and parse.words[last - 1] in (".", "!", "?"):
        last -= 1
    return widened(parse, parse.span(end + 1, last), found.verb, quotes)


def _group_end(parse: Parse, found: FoundCue) -> int:
    """The token behind the cue with its inverted subject, addressee and short adverbials."""
    end = max(found.tokens) + 1
    sentence = parse.sentence(found.verb)
    for child in parse.children[found.verb]:
        if child < end or parse.deps[child] not in ("nsubj", "dobj", "dative", "npadvmod", "advmod", "prep"):
            continue
        if parse.words[parse.left[child] - 1] == ",":
            break
        head_last = noun_phrase(parse, child)[1] if parse.deps[child] in ("nsubj", "dobj", "dative") else parse.right[child] + 1
        end = max(end, min(head_last, sentence.last))
    return min(end, sentence.last - 1)


def _passive(parse: Parse, found: FoundCue, table: CueTable, quotes: tuple[Quoted, ...]) -> Draft | None:
    """"was accused of", "is expected to", "it was reported that": the subject belongs to the content, the agent speaks."""
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
    if any(a.overlaps(b) for a, b in zip(spans, spans[1:], strict=False)):
        return None
    return _draft(parse, found, agent(parse, verb), spans, found.cue.act, patient if told else None, "passive")


def _complement(parse: Parse, found: FoundCue) -> list[Span]:
    """What a passive verb says of its subject: "of shelling", "as a mistake"."""
    for child in parse.children[found.verb]:
        if child > found.verb and parse.deps[child] in ("prep", "oprd", "xcomp", "ccomp") and parse.lowers[child] in ("of", "for", "as", "to", "with"):
            return [parse.span(child, parse.right[child] + 1)]
        if child > found.verb and parse.deps[child] in ("oprd", "xcomp", "ccomp"):
            return [parse.span(parse.left[child], parse.right[child] + 1)]
    return []


def nominal(parse: Parse, table: CueTable) -> Iterator[Draft]:
    """What stands under nouns of saying: "a call for", "the warning that", "expressed concern over"."""
    for index, lemma in enumerate(parse.lemmas):
        if parse.pos[index] != "NOUN":
            continue
        cue = table.nouns.get(lemma)
        if cue is None:
            continue
        found = _noun_content(parse, index, cue.prepositions, cue.frames)
        if found is None:
            continue
        span, link = found
        source, light = _noun_source(parse, index, table)
        tokens = tuple(sorted({*([light] if light is not None else []), index, *([link] if link is not None else [])}))
        yield Draft(
            cue=tokens, source=source, content=(span,), act=cue.act, kind="speech" if source is not None else "unattributed",
            rule=f"noun:{cue.text}", confidence=0.8 if source is not None else 0.5, block=parse.block_of(index),
        )  # fmt: skip


def _noun_content(parse: Parse, index: int, prepositions: frozenset[str], frames: frozenset[str]) -> tuple[Span, int | None] | None:
    for child in parse.children[index]:
        if child < index:
            continue
        label = parse.deps[child]
        if label == "prep" and parse.lowers[child] in prepositions:
            inner = parse.child(child, "pobj", "pcomp")
            if inner is not None and parse.right[child] > child:
                return parse.span(child + 1, parse.right[child] + 1), child
        elif label in ("acl", "xcomp") and "to" in frames and any(parse.tags[c] == "TO" for c in parse.children[child]):
            return parse.span(parse.left[child], parse.right[child] + 1), None
        elif label in ("acl", "ccomp", "relcl", "advcl") and "that" in frames:
            first = parse.left[child]
            if parse.lowers[first] == "that" and parse.deps[first] == "mark":
                return parse.span(first, parse.right[child] + 1), None
    return None


def _noun_source(parse: Parse, index: int, table: CueTable) -> tuple[Source | None, int | None]:
    """Whose word a noun of saying is: its possessor, "by" or "from" whom, the subject of the verb that carries it; and that verb."""
    owner = parse.child(index, "poss")
    if owner is not None:
        return as_source(parse, owner), None
    for child in parse.children[index]:
        if child > index and parse.deps[child] == "prep" and parse.lowers[child] in ("by", "from"):
            inner = parse.child(child, "pobj")
            if inner is not None:
                return as_source(parse, inner), None
    verb = parse.heads[index]
    if parse.deps[index] == "conj":
        verb = parse.heads[verb]
    carries = parse.deps[index] in ("dobj", "conj") and parse.pos[verb] in ("VERB", "AUX")
    if carries and any("noun" in cue.frames for cue in table.verbs.get(parse.lemmas[verb], ())):
        return source_of(parse, verb), verb
    return None, None


def according_to(parse: Parse, quotes: tuple[Quoted, ...]) -> Iterator[Draft]:
    """What is said "according to" somebody: the rest of the sentence."""
    for index, word in enumerate(parse.lowers[:-2]):
        if word != "according" or parse.lowers[index + 1] != "to":
            continue
        head = parse.child(index + 1, "pobj", "pcomp")
        if head is None:
            head = next((i for i in range(index + 2, parse.sentence(index).last) if parse.pos[i] in _SPEAKERS), None)
        if head is None or head >= parse.sentence(index).last:
            continue
        source = as_source(parse, head)
        content = _around(parse, index, max(source.last, head + 1), quotes)
        if content:
            yield Draft((index, index + 1), source, tuple(content), "assert", "speech", "according-to", 0.9, parse.block_of(index))


def _around(parse: Parse, first: int, last: int, quotes: tuple[Quoted, ...]) -> list[Span]:
    """The sentence without the phrase from ``first`` to ``last`` (half-open) and the relative clause behind it."""
    sentence = parse.sentence(first)
    begin, end = sentence.first, sentence.last
    opener = parse.quotation_of[begin]
    if opener >= 0 and quotes[opener].first < begin:
        begin = quotes[opener].first
    begin = _after_dateline(parse, begin)
    spans = []
    left = first
    while left > begin and parse.words[left - 1] in (",", "--", "\u2014", "\u2013", "-"):
        left -= 1
    if left > begin:
        spans.append(parse.span(begin, left))
    right = last
    while right < end and parse.words[right] != ",":
        if parse.words[right] in (".", "!", "?"):
            right = end
        right += 1
    while end > right + 1 and parse.words[end - 1] in (".", "!", "?"):
        end -= 1
    whole = not spans or parse.pos[parse.heads[first]] in ("VERB", "AUX")
    if right + 1 < end and whole and (not spans or parse.tags[right + 1] not in ("WP", "WDT", "VBG", "VBN", "IN", "DT", "NNP")):
        spans.append(parse.span(right + 1, end))
    return spans


def colons(parse: Parse) -> Iterator[Draft]:
    """Headlines and lines that name the speaker before a colon: "Minister: no talks"."""
    for sentence in parse.sentences:
        for index in range(sentence.first + 1, min(sentence.first + 8, sentence.last - 1)):
            if parse.words[index] == ":":
                draft = _colon(parse, sentence.first, index, sentence.last)
                if draft is not None:
                    yield draft
                break


def _colon(parse: Parse, first: int, colon: int, last: int) -> Draft | None:
    block = parse.block_of(first)
    if parse.starts[first] != parse.blocks[block].start or parse.starts[colon] == parse.ends[colon]:
        return None
    named = [i for i in range(first, colon) if parse.pos[i] in _SPEAKERS]
    if not named or any(parse.pos[i] in ("VERB", "AUX", "NUM") for i in range(first, colon)) or parse.ends[last - 1] - parse.starts[colon] < 8:
        return None
    if parse.words[last - 1] in (".", "?", "!") and block > 1 and not parse.words[first].isupper():
        return None
    source = Source(named[-1], first, colon)
    return Draft((colon,), source, (parse.span(colon + 1, last),), "assert", "speech", "colon", 0.6, block)


def continued(parse: Parse, quotes: tuple[Quoted, ...], drafts: Sequence[Draft]) -> list[Draft]:
    """Quoted speech that no cue has claimed: it goes on with the last speaker of its paragraph, or of the one before."""
    ordered = sorted(drafts, key=lambda draft: draft.start)
    added: list[Draft] = []
    claimed = [span for draft in ordered for span in draft.content]
    for quote in quotes:
        span = quote.quotation.span
        if not quote.speech or any(span.shared(other) > len(span) // 2 for other in claimed):
            continue
        before = _speaker_before(parse, quote, ordered, added)
        if before is not None:
            added.append(Draft((), before.source, (span,), "assert", "speech", "continued", 0.8, parse.block_of(quote.first), follows=before))
    return added


def _speaker_before(parse: Parse, quote: Quoted, ordered: Sequence[Draft], added: Sequence[Draft]) -> Draft | None:
    """The statement that the quotation goes on from: the last quoted one of its paragraph, or of the paragraph before where it opens one."""
    block, start = parse.block_of(quote.first), quote.quotation.span.start
    opens = parse.blocks[block].start == start
    earlier = [d for d in (*ordered, *added) if d.start < start and d.source is not None and d.kind != "omission"]
    here = [d for d in earlier if parse.block_of(parse.tokens(d.content[-1]).start) == block]
    if here:
        return max(here, key=lambda d: (d.rule.startswith(("quote", "continued")), d.start))
    if not opens:
        return None
    above = [d for d in earlier if parse.block_of(parse.tokens(d.content[-1]).start) == block - 1]
    return max(above, key=lambda d: (d.rule.startswith(("quote", "continued")), d.start), default=None)
