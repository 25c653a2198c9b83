"""Quotations that nobody has claimed: they go on with the last speaker."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.extract.quotes import Quoted
    from dateline.model.parse import Parse


def continued(parse: Parse, quotes: tuple[Quoted, ...], drafts: Sequence[Draft]) -> list[Draft]:
    """Quoted speech that no cue has claimed: it goes on with the last speaker of its paragraph, or of the one before."""
    ordered = sorted((d for d in drafts if d.source is not None and d.kind != "omission"), key=lambda draft: draft.start)
    claimed = _claimed(parse, quotes, drafts)
    voices, added, place = _Voices(), list[Draft](), 0
    for quote in quotes:
        span = quote.quotation.span
        while place < len(ordered) and ordered[place].start < span.start:
            voices.heard(parse, ordered[place])
            place += 1
        if not quote.speech or quote.number in claimed:
            continue
        before = voices.before(parse, quote)
        if before is not None:
            rule = "continued" if quote.quotation.continues is None else "continued:open"
            added.append(Draft((), before.source, (span,), "assert", "speech", rule, 0.8, parse.block_of(quote.first), follows=before))
            voices.heard(parse, added[-1])
    return added


def _claimed(parse: Parse, quotes: tuple[Quoted, ...], drafts: Sequence[Draft]) -> set[int]:
    """The quotations of which more than half is the content of a statement whose cue stands outside."""
    claimed: set[int] = set()
    for draft in drafts:
        mine = parse.quotation_of[draft.cue[0]] if draft.cue else -1
        for span in draft.content:
            for number in {parse.quotation_of[i] for i in parse.tokens(span)} - {-1, mine}:
                whole = quotes[number].quotation.span
                if span.shared(whole) > len(whole) // 2:
                    claimed.add(number)
    return claimed


@dataclass(slots=True)
class _Voices:
    """Who has spoken last in each paragraph: in a quotation, and at all."""

    quoted: dict[int, Draft] = field(default_factory=dict)
    any: dict[int, Draft] = field(default_factory=dict)

    def heard(self, parse: Parse, draft: Draft) -> None:
        """Take note of a statement."""
        block = parse.block_of(parse.tokens(draft.content[-1]).start)
        self.any[block] = draft
        if draft.rule.startswith(("quote", "continued")):
            self.quoted[block] = draft

    def before(self, parse: Parse, quote: Quoted) -> Draft | None:
        """The statement that a quotation goes on from: the last of its paragraph, or of the one before where it opens one."""
        block = parse.block_of(quote.first)
        here = self.quoted.get(block) or self.any.get(block)
        if here is not None or parse.blocks[block].start != quote.quotation.span.start:
            return here
        return self.quoted.get(block - 1) or self.any.get(block - 1)
