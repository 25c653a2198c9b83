"""Turns of phrase in what is said that show its act: "to blame", "not on the table", "pay the price"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.knowledge.cues import CueTable, Phrase
    from dateline.model.parse import Parse
    from dateline.model.statement import Act

_NEGATIONS = frozenset({"not", "n't", "n\u2019t", "never", "no", "nor", "neither", "hardly", "cannot", "without"})
_FUTURE = frozenset({"will", "shall", "'ll", "\u2019ll", "would", "wo", "'d", "\u2019d"})
_DESPITE = frozenset({"deny", "reject"})  # acts whose turns of phrase hold their own negation
_REACH = 6  # tokens over which a negation or a modal holds before a turn of phrase


def turn_of(parse: Parse, first: int, last: int, table: CueTable, *, own: bool) -> Act | None:
    """The act of the first turn of phrase that counts among the tokens (half-open). own: the speaker says what itself will do."""
    for index in range(first, last):
        for key in dict.fromkeys((parse.lowers[index], parse.lemmas[index])):
            for phrase in table.phrases.get(key, ()):
                if _stands(parse, phrase.words, index, last) and _counts(parse, phrase, first, index, own=own):
                    return phrase.act
    return None


def _counts(parse: Parse, phrase: Phrase, first: int, index: int, *, own: bool) -> bool:
    """Whether a phrase counts where it stands: negated, of the future, the speaker's own, or anywhere."""
    before = parse.lowers[max(first, index - _REACH) : index]
    negated = any(word in _NEGATIONS for word in before)
    if phrase.when == "negated":
        return negated
    if phrase.when == "own":
        return own
    told = phrase.when == "any" or any(word in _FUTURE for word in before)
    return told and (not negated or phrase.act in _DESPITE)


def _stands(parse: Parse, words: tuple[str, ...], index: int, last: int) -> bool:
    """Whether the words of a phrase stand at ``index``, each as word or lemma; "~" is one to three words between."""
    place = index
    for number, word in enumerate(words):
        if word == "~":
            following = words[number + 1]
            place = next((i for i in range(place + 1, place + 4) if i < last and following in (parse.lowers[i], parse.lemmas[i])), last)
            continue
        if place >= last or word not in (parse.lowers[place], parse.lemmas[place]):
            return False
        place += 1
    return True
