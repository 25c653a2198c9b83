"""Changes to a parse, gathered and then made at once."""

from __future__ import annotations

from dateline.model.parse import Parse


class Edits:
    """New heads, labels and tags for single tokens; a change that would make a token hang from itself in a ring is not made."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self.heads: dict[int, int] = {}
        self.deps: dict[int, str] = {}
        self.tags: dict[int, str] = {}

    def hang(self, token: int, head: int, label: str) -> None:
        """Let ``token`` hang from ``head`` (from itself: the root)."""
        self.heads[token], self.deps[token] = head, label

    def done(self) -> Parse:
        """The parse with all changes made, or the same one where there are none or where they do not go together."""
        if not self.heads and not self.tags:
            return self._parse
        parse = self._parse
        heads = [self.heads.get(i, head) for i, head in enumerate(parse.heads)]
        if any(_rings(heads, token) for token in self.heads):
            return parse
        return Parse.build(
            parse.text,
            parse.blocks,
            list(zip(parse.starts, parse.ends, strict=True)),
            parse.lemmas,
            [_POS.get(self.tags.get(i, ""), pos) for i, pos in enumerate(parse.pos)],
            [self.tags.get(i, tag) for i, tag in enumerate(parse.tags)],
            [self.deps.get(i, label) for i, label in enumerate(parse.deps)],
            heads,
            parse.sentences,
            parse.entities,
            parse.quotations,
        )


_POS = {"VBD": "VERB", "VBN": "VERB", "VBP": "VERB", "NNS": "NOUN"}


def _rings(heads: list[int], token: int) -> bool:
    """Whether the heads above a token lead back to it without reaching a root."""
    slow, fast = token, heads[token]
    while heads[fast] != fast:
        if slow == fast:
            return True
        slow, fast = heads[slow], heads[heads[fast]]
    return False
