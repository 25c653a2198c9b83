"""Where cue words stand in a text: verbs with their particles, adjectives after "be", nouns that hold what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.cues import Cue, CueTable
    from dateline.model.parse import Parse

_NEAR = 3  # tokens that may stand between two words of a cue that the parser has not tied together
_PLAIN = {"said": "say", "says": "say", "say": "say", "show": "show", "shows": "show"}
_ANY = frozenset({"one's", "oneself"})
_COPULAS = frozenset({"be", "become", "remain", "seem", "stay", "feel", "grow", "sound", "appear", "get", "look"})
_SKIPPED = frozenset({"ADV", "DET", "ADJ", "PRON", "PART"})
_TIED = frozenset(
    {
        "prt",
        "prep",
        "dobj",
        "advmod",
        "acomp",
        "oprd",
        "ccomp",
        "xcomp",
        "pobj",
        "pcomp",
        "dative",
        "expl",
        "mark",
        "agent",
        "nsubj",
        "attr",
    }
)


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue in the text: its verb (the verb that carries an adjective), its own tokens in order, the token its content hangs from."""

    cue: Cue
    verb: int
    tokens: tuple[int, ...]
    adjective: bool = False

    @property
    def last(self) -> int:
        """The last word of the cue, from which its content hangs."""
        return self.tokens[-1]


def found_cues(parse: Parse, table: CueTable) -> Iterator[FoundCue]:
    """The cue verbs and adjectives of the text, in order of their tokens; of several readings the longest."""
    verbs, adjectives = table.verbs, table.adjectives
    for index, lemma in enumerate(parse.lemmas):
        pos = parse.pos[index]
        if pos in ("VERB", "AUX"):
            found = _participle(parse, index, adjectives) if parse.lowers[index] in adjectives else None
            cues = verbs.get(lemma) or (verbs.get(lemma + "e") if parse.lowers[index].endswith(("ed", "ing")) else None)  # "hop" for hoped
            if found is None and cues is not None and parse.deps[index] not in ("aux", "auxpass"):
                found = _verb(parse, index, cues)
            if found is not None:
                yield found
        elif pos == "ADJ":
            cue = adjectives.get(parse.lowers[index])
            if cue is not None:
                found = _adjective(parse, index, cue)
                if found is not None:
                    yield found
        elif pos in ("NOUN", "PROPN") and parse.lowers[index] in _PLAIN and parse.words[index].islower():
            yield from _mistagged(parse, index, verbs)


def cue_at(parse: Parse, index: int, table: CueTable) -> Cue | None:
    """The cue that the verb at ``index`` is, or None."""
    cues = table.verbs.get(parse.lemmas[index])
    found = _verb(parse, index, cues) if cues is not None else None
    return found.cue if found is not None else None


def _mistagged(parse: Parse, index: int, verbs: dict[str, tuple[Cue, ...]]) -> Iterator[FoundCue]:
    """A plain word of saying that the tagger took for something else ("he said", "records show")."""
    lemma = _PLAIN.get(parse.lowers[index])
    closed = index + 1 < len(parse) and parse.words[index + 1] in (",", ".", '"', "\u201c", ":")
    if lemma is not None and (closed or lemma == "say") and (cues := verbs.get(lemma)):
        yield FoundCue(cues[-1], index, (index,))


def _verb(parse: Parse, index: int, cues: tuple[Cue, ...]) -> FoundCue | None:
    for cue in cues:
        tokens = _matched(parse, index, cue.words)
        if tokens is not None and not _other_particle(parse, index, tokens) and not _object_between(parse, tokens, cues):
            return FoundCue(cue, index, tokens)
    return None


def _participle(parse: Parse, index: int, adjectives: dict[str, Cue]) -> FoundCue | None:
    """A participle that says how somebody feels ("was opposed to", "is determined to"), taken for a passive."""
    cue = adjectives.get(parse.lowers[index])
    if cue is None or (parse.child(index, "auxpass") is None and parse.deps[index] != "acomp"):
        return None
    found = _feeling(parse, index, index, cue)
    return found if len(found.tokens) > 1 or "to" in cue.frames else None


def _object_between(parse: Parse, tokens: tuple[int, ...], cues: tuple[Cue, ...]) -> bool:
    """Whether the verb has its own object before the preposition of the cue: "committed troops to", not "committed to"."""
    if len(tokens) != 2 or parse.deps[tokens[1]] != "prep" or not any(len(cue.words) == 1 and "np" in cue.frames for cue in cues):
        return False
    return any(parse.deps[c] == "dobj" and tokens[0] < c < tokens[1] for c in parse.children[tokens[0]])


def _other_particle(parse: Parse, index: int, tokens: tuple[int, ...]) -> bool:
    """Whether a particle makes another verb of it ("called off")."""
    return any(
        c not in tokens and parse.deps[c] == "prt" and parse.lowers[c] in ("off", "up", "down", "over") for c in parse.children[index]
    )


def _matched(parse: Parse, index: int, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens that make up the cue, or None where a word of it is missing."""
    tokens = [index]
    for word in words[1:]:
        place = _own(parse, tokens, word)
        if place is None:
            place = _following(parse, tokens[-1], word)
        if place is None:
            return None
        tokens.append(place)
    return tuple(tokens)


def _own(parse: Parse, tokens: list[int], word: str) -> int | None:
    """The word among the dependents of the cue's verb or of its last word."""
    for owner in dict.fromkeys((tokens[-1], tokens[0])):
        for child in parse.children[owner]:
            if child > tokens[-1] and _is(parse, child, word) and parse.deps[child] in _TIED:
                return child
    return None


def _following(parse: Parse, last: int, word: str) -> int | None:
    """The word close behind, over determiners and adverbs only."""
    end = parse.sentence(last).last
    for place in range(last + 1, min(last + 1 + _NEAR, end)):
        if _is(parse, place, word):
            return place
        if parse.pos[place] not in _SKIPPED:
            return None
    return None


def _is(parse: Parse, index: int, word: str) -> bool:
    if word in _ANY:
        return parse.tags[index] in ("PRP$", "POS") if word == "one's" else parse.lowers[index].endswith(("self", "selves"))
    if word == "to" and parse.tags[index] == "TO":  # an infinitive's
        return False
    return word in (parse.lowers[index], parse.lemmas[index])


def _adjective(parse: Parse, index: int, cue: Cue) -> FoundCue | None:
    """An adjective said of a subject, with the preposition that leads to its content."""
    head = parse.heads[index]
    if parse.deps[index] not in ("acomp", "ROOT", "conj", "advcl", "ccomp", "oprd", "xcomp", "relcl"):
        return None
    verb = head if parse.lemmas[head] in _COPULAS and parse.deps[index] == "acomp" else index
    return _feeling(parse, verb, index, cue)


def _feeling(parse: Parse, verb: int, index: int, cue: Cue) -> FoundCue:
    """The cue with the preposition that leads to its content, if there is one."""
    for child in parse.children[index]:
        if child > index and parse.deps[child] in ("prep", "agent") and parse.lowers[child] in cue.prepositions:
            return FoundCue(cue, verb, (index, child), adjective=True)
    return FoundCue(cue, verb, (index,), adjective=True)
