"""Whose words a quotation holds, as far as pronouns need to know it."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.model.parse import Parse

SAYING = frozenset(
    "say tell add ask warn insist note argue claim cautioned caution declare explain announce state reply answer stress write continue "
    "conclude admit acknowledge vow pledge promise urge call describe complain joke tweet report recall observe remark reiterate "
    "reaffirm deny accuse suggest predict confirm comment concede quip shout believe think emphasise emphasize".split()
)
VERBAL = frozenset({"VERB", "AUX"})


def speakers(parse: Parse, owner_of: Mapping[int, int]) -> tuple[int | None, ...]:
    """For each quotation the number of the mention whose words it holds, or None.

    owner_of: from the head token of each mention to the mention's number.
    """
    found: list[int | None] = []
    for number, quotation in enumerate(parse.quotations):
        if quotation.continues is not None and quotation.continues < number:
            found.append(found[quotation.continues])
            continue
        tokens = parse.tokens(quotation.span)
        found.append(_speaker(parse, tokens, owner_of))
    return _continued(parse, found)


def _speaker(parse: Parse, tokens: range, owner_of: Mapping[int, int]) -> int | None:
    """The subject of a verb of saying in the sentences that the quotation touches, the nearest one outside it."""
    if not tokens:
        return None
    first = parse.sentence(tokens[0]).first
    last = parse.sentence(tokens[-1]).last
    best: tuple[int, int] | None = None
    for token in range(first, last):
        if token in tokens or parse.pos[token] not in VERBAL or parse.lemmas[token] not in SAYING:
            continue
        subject = _subject(parse, token)
        if subject is None or subject in tokens:
            continue
        distance = token - tokens[-1] if token > tokens[-1] else tokens[0] - token + 3
        if best is None or distance < best[0]:
            best = (distance, subject)
    return owner_of.get(best[1]) if best is not None else None


def _subject(parse: Parse, verb: int) -> int | None:
    """The subject of a verb, its own or that of the verb it is joined or subordinated to."""
    for _ in range(4):
        subject = parse.child(verb, "nsubj")
        if subject is not None:
            return subject
        if parse.deps[verb] not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            return None
        verb = parse.heads[verb]
    return None


def _continued(parse: Parse, found: list[int | None]) -> tuple[int | None, ...]:
    """The speakers, those of quotations without one taken over from the quotation just before in the text."""
    out: list[int | None] = []
    for number, speaker in enumerate(found):
        out.append(out[number - 1] if speaker is None and number and _alone(parse, number) else speaker)
    return tuple(out)


def _alone(parse: Parse, number: int) -> bool:
    """Whether the quotation is a sentence of its own, close after the one before."""
    before, here = parse.quotations[number - 1], parse.quotations[number]
    tokens = parse.tokens(here.span)
    if not tokens:
        return False
    sentence = parse.sentence(tokens[0])
    starts = parse.starts[sentence.first] >= here.span.start - 1
    return starts and here.span.start - before.span.end < 200
