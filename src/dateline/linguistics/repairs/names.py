"""Names that the parser has torn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.linguistics.repairs.edits import Edits
    from dateline.model.parse import Parse

_ARTICLES = frozenset({"al", "el", "ul", "ur", "as", "ash", "an", "ad", "az", "bin", "abu"})


def hyphened(parse: Parse, hyphen: int, edits: Edits) -> None:
    """The parts of "al-Masri" are one name, under its last part, with the words of the name before them."""
    article, name = hyphen - 1, hyphen + 1
    if article < 0 or name >= len(parse) or parse.lowers[article] not in _ARTICLES or parse.pos[name] != "PROPN":
        return
    if parse.ends[article] != parse.starts[hyphen] or parse.ends[hyphen] != parse.starts[name]:
        return
    if parse.heads[article] == name or parse.heads[name] in (article, hyphen):
        return
    verb = parse.heads[name]
    torn = [c for c in parse.children[verb] if c < article and parse.deps[c] == parse.deps[name] and parse.right[c] >= article - 1]
    for child in torn:
        edits.hang(child, name, "compound")
    edits.hang(article, name, "compound")
    edits.hang(hyphen, name, "punct")
    for part in range(article - 1, max(article - 4, -1), -1):
        if parse.heads[part] != article:
            break
        edits.hang(part, name, "compound")
