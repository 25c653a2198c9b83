"""Quotations that nobody has claimed: they go on with the last speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dateline.extract.quotes import Quoted
    from dateline.model.parse import Parse


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
    """The statement that the quotation goes on from: the last quoted one of its paragraph, or of the one before where it opens one."""
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
