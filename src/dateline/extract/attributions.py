"""Ways of attributing words: a cue verb, a noun, "according to", a colon, a quotation that goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.extract.contents import Governed, governed
from dateline.extract.cues import FoundCue, found_cues
from dateline.extract.drafts import Draft
from dateline.extract.quotes import Quoted, after_cue, before_group, widened
from dateline.extract.sources import Source, after_dateline, agent, as_source, is_passive, is_time, noun_phrase, shared_speaker, source_of, subject
from dateline.knowledge.cues import CueTable
from dateline.model.parse import Parse
from dateline.model.span import Span

_SUBORDINATORS = frozenset({"while", "after", "before", "although", "though", "as", "when", "since", "because", "asked", "if"})
_LABEL = 8  # tokens up to the colon behind a speaker
_SHORT = 8  # tokens from an inverted verb to the head of its subject
_SPEAKERS = frozenset({"NOUN", "PROPN"})


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
    if parse.lowers[end + 2] not in ("it", "he", "she", "they") or parse.quotation_of[end + 1] >= 0 or parse.heads[end + 2] >= sentence.last:
        return None
    if parse.lemmas[parse.heads[end + 2]] == parse.lemmas[found.verb]:
        return None  # "..., he said, and she said ..."
    span = _until_stop(parse, end + 2, sentence.last, found, quotes)
    return Draft((), draft.source, (span,), "assert", draft.kind, "continued", draft.confidence, draft.block, follows=draft)


def _spoken(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], table: CueTable) -> Draft | None:
    verb, frames = found.verb, found.cue.frames
    if not found.adjective and is_passive(parse, verb):
        return _passive(parse, found, table, quotes)
    content, form, addressee, rule = _content(parse, found, quotes, table)
    if not content:
        return None
    act = found.cue.act
    asked = form == "object" and {"tell", "np+"} <= frames  # "asked them to leave"
    if form == "infinitive" and found.cue.words == ("agree",):
        act = "pledge"
    if act == "assert" and (asked or (form == "infinitive" and "tell" in frames)):
        act = "call"
    leader = shared_speaker(parse, verb, table) if not _has_subject(parse, verb) else None
    source = source_of(parse, verb if leader is None else leader)
    if found.adjective and (felt := subject(parse, verb)) is not None:
        source = as_source(parse, felt)
    if rule.endswith("before") and not _has_subject(parse, verb):
        source = _inverted(parse, verb) or source
    return _draft(parse, found, source, content, act, addressee, rule, form)


def _has_subject(parse: Parse, verb: int) -> bool:
    return any(parse.deps[c] in ("nsubj", "nsubjpass") for c in parse.children[verb])


def _inverted(parse: Parse, verb: int) -> Source | None:
    """The speaker behind a verb ("added a spokesman") whom the parser took for its object; the compound before a mistagged one."""
    head = next((c for c in parse.children[verb] if verb < c <= verb + _SHORT and parse.deps[c] in ("dobj", "attr", "npadvmod", "oprd")), None)
    if head is None and parse.pos[verb] == "NOUN" and verb > 0 and parse.pos[verb - 1] in ("NOUN", "PROPN", "PRON"):
        head = verb - 1
    return as_source(parse, head) if head is not None and not is_time(parse, head) else None


def _draft(
    parse: Parse, found: FoundCue, source: Source | None, content: Sequence[Span], act: str, addressee: int | None, rule: str, form: str
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
        verb=found.verb,
        form=form,
        addressee=addressee,
    )


def _content(
    parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], table: CueTable
) -> tuple[list[Span], str, int | None, str]:
    """Content spans, form, addressee and rule of an active cue."""
    verb, frames = found.verb, found.cue.frames
    clausal = bool(frames & {"that", "quote", "tell"}) and found.last == max(found.tokens)
    before = before_group(parse, verb, quotes, quote_only=False) if clausal else None
    if before is not None and (before[2] or _quotes_speech(parse, before, quotes)):
        return _left(parse, found, before, quotes), "quote", _told(parse, found), "quote-before"
    quote = after_cue(parse, found.last, quotes) if clausal else None
    if quote is not None:
        led = [parse.span(*before[:2])] if before is not None and (_leads(parse, before[0]) or _goes_on_small(parse, quote)) else []
        return [*led, quote.quotation.span], "quote", _told(parse, found), "quote-after"
    under = governed(parse, found, table)
    rest = _rest(parse, found, quotes, quoted_before=False) if before is not None and frames & {"that", "tell"} else None
    if before is not None and "that" in frames | ({"that"} if "tell" in frames else set()) and (under is None or under.form == "object" or rest is not None):
        if (rest is not None and under is None) or _sentence_like(parse, found.verb, *before[:2]):
            return _left(parse, found, before, quotes), "clause", _told(parse, found), "clause-before"
    if under is not None and not _stray(parse, found, under):
        span = widened(parse, parse.span(under.first, under.last), verb, quotes)
        return [span], under.form, under.addressee, "governed"
    if found.cue.text == "say" and before is None:
        return _remainder(parse, found, quotes), "clause", None, "remainder"
    return [], "", None, ""


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


def _remainder(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...]) -> list[Span]:
    """The rest of the sentence behind "says", where the parser has tied it together wrongly (headlines)."""
    first, last = found.last + 1, parse.sentence(found.verb).last
    while last > first and parse.words[last - 1] in (".", "!", "?", ",", ":"):
        last -= 1
    if first >= last or parse.words[first] in (",", ".", ":") or parse.pos[first] in ("ADP", "PUNCT") or parse.deps[found.verb] not in ("ROOT", "conj", "ccomp"):
        return []
    if is_time(parse, first):
        return []
    return [widened(parse, parse.span(first, last), found.verb, quotes)]


def _stray(parse: Parse, found: FoundCue, under: Governed) -> bool:
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


def _left(parse: Parse, found: FoundCue, before: tuple[int, int, bool], quotes: tuple[Quoted, ...]) -> list[Span]:
    """Content before the cue, without a dateline, and its other half behind the cue where the sentence goes on."""
    first, last, ends_quote = before
    first = after_dateline(parse, first)
    while first < last - 1 and parse.words[first] in ("-", "--", "\u2014", "\u2013", ",", "_"):
        first += 1
    spans = [parse.span(first, last)] if first < last else []
    rest = _rest(parse, found, quotes, quoted_before=ends_quote)
    if rest is not None:
        spans.append(rest)
    return spans


def _rest(parse: Parse, found: FoundCue, quotes: tuple[Quoted, ...], *, quoted_before: bool) -> Span | None:
    """The half of a divided content that stands behind the cue in the same sentence."""
    end = _group_end(parse, found)
    sentence = parse.sentence(found.verb)
    if end + 1 >= sentence.last or parse.words[end] not in (",", "--", "\u2014", "\u2013", "-"):
        return None
    place = end + 1
    while place < min(end + 4, sentence.last - 1) and parse.deps[place] in ("cc", "mark", "advmod", "det") and parse.quotation_of[place] < 0:
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
    return _draft(parse, found, agent(parse, verb), spans, found.cue.act, patient if told else None, "passive", under.form if under is not None else "object")


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
            cue=tokens, source=source, content=(span,), act=cue.act, kind=cue.kind if source is not None else "unattributed",
            rule=f"noun:{cue.text}", confidence=0.8 if source is not None else 0.5, block=parse.block_of(index), verb=index, form=parse.deps[index],
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
            yield Draft((index, index + 1), source, tuple(content), "assert", "speech", "according-to", 0.9, parse.block_of(index), index)


def _around(parse: Parse, first: int, last: int, quotes: tuple[Quoted, ...]) -> list[Span]:
    """The sentence without the phrase from ``first`` to ``last`` (half-open) and the relative clause behind it."""
    sentence = parse.sentence(first)
    begin, end = sentence.first, sentence.last
    opener = parse.quotation_of[begin]
    if opener >= 0 and quotes[opener].first < begin:
        begin = quotes[opener].first
    begin = after_dateline(parse, begin)
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
    if right + 1 < end and whole and (not spans or parse.tags[right + 1] not in ("WP", "WDT", "VBG", "VBN", "IN", "DT", "NNP", "CC")):
        spans.append(parse.span(right + 1, end))
    return spans


def colons(parse: Parse) -> Iterator[Draft]:
    """Headlines and lines of a transcript that name the speaker before a colon: "Minister: no talks"."""
    for block, first in _block_firsts(parse):
        last = _block_end(parse, block, first)
        for index in range(first + 1, min(first + _LABEL, last - 1)):
            if parse.words[index] == ":":
                draft = _colon(parse, first, index, last, block)
                if draft is not None:
                    yield draft
                break


def _block_firsts(parse: Parse) -> Iterator[tuple[int, int]]:
    """Each block with its first token."""
    seen = -1
    for sentence in parse.sentences:
        if sentence.block != seen:
            seen = sentence.block
            yield seen, sentence.first


def _block_end(parse: Parse, block: int, first: int) -> int:
    """The token behind the last of a block."""
    number = parse.sentence_of[first]
    while number + 1 < len(parse.sentences) and parse.sentences[number + 1].block == block:
        number += 1
    return parse.sentences[number].last


def _colon(parse: Parse, first: int, colon: int, last: int, block: int) -> Draft | None:
    if parse.starts[colon + 1] == parse.ends[colon]:
        return None
    named = [i for i in range(first, colon) if parse.pos[i] in _SPEAKERS and len(parse.words[i]) > 1]
    if not named or any(parse.pos[i] in ("VERB", "AUX", "NUM") for i in range(first, colon)) or parse.ends[last - 1] - parse.starts[colon] < _SHORT:
        return None
    headline = block <= 1 or parse.words[last - 1] not in (".", "?", "!")
    transcript = all(parse.pos[i] == "PROPN" and parse.words[i][0].isupper() for i in range(first, colon) if parse.pos[i] != "PUNCT")
    if not headline and not transcript:
        return None
    form = "headline" if headline else "transcript"
    source = Source(named[-1], first, colon)
    return Draft((colon,), source, (parse.span(colon + 1, last),), "assert", "speech", "colon", 0.6, block, colon, form)


def continued(parse: Parse, quotes: tuple[Quoted, ...], drafts: Sequence[Draft]) -> list[Draft]:
    """Quoted speech that no cue has claimed: it goes on with the last speaker of its paragraph, or of the one before."""
    ordered = sorted(drafts, key=lambda draft: draft.start)
    added: list[Draft] = []
    claimed = [(span, parse.quotation_of[draft.cue[0]] if draft.cue else -1) for draft in ordered for span in draft.content]
    for quote in quotes:
        span = quote.quotation.span
        if not quote.speech or any(inside != quote.number and span.shared(other) > len(span) // 2 for other, inside in claimed):
            continue
        before = _speaker_before(parse, quote, ordered, added)
        if before is not None:
            rule = "continued" if quote.quotation.continues is None else "continued:open"
            added.append(Draft((), before.source, (span,), "assert", "speech", rule, 0.8, parse.block_of(quote.first), follows=before))
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
