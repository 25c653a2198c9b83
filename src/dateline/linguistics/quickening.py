"""What makes a spaCy pipeline quicker and leaves what it says as it is.

Its attribute ruler derives universal parts of speech and features from the tags, by some two hundred patterns, nearly all of them about
one token: its tag, one of a few words, its dependency. It asks all of them of every token anew, which costs an eighth of the parse. Here
the answer for each kind of token is kept, and only what is left (patterns of several tokens, of words that no list can hold) is still
looked for. Its networks multiply matrices with numpy, whose library takes a third of the time of the one that comes with spaCy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language
    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Doc, Token

RULER = "attribute_ruler"
_NAME = "dateline_remembering_ruler"
_SEEN = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})  # what of a token the kept answers depend on
_LISTS = frozenset({"IN", "NOT_IN"})
_Pattern = dict[str, Any]
_Kind = tuple[int, int, int, bool]
_Attributes = tuple[int, int, int, Any, int]  # tag, dependency, part of speech, features, lemma (0 for none)


class RememberingRuler:
    """Sets the attributes that ``ruler`` would set."""

    def __init__(self, ruler: AttributeRuler) -> None:
        from spacy.pipeline import AttributeRuler as Ruler

        patterns = cast("list[_Pattern]", ruler.patterns)
        kept = [pattern for pattern in patterns if _of_one_kind(pattern)]
        self._words = frozenset(ruler.vocab.strings[word] for word in _words(kept))
        self._said: dict[_Kind, _Attributes] = {}
        self._ruler, self._rest = Ruler(ruler.vocab), Ruler(ruler.vocab)
        self._ruler.add_patterns(cast("Any", kept))
        self._rest.add_patterns(cast("Any", [pattern for pattern in patterns if not _of_one_kind(pattern)]))

    def __call__(self, doc: Doc) -> Doc:
        """``doc`` with its attributes set."""
        for token in doc:
            word = token.lower if token.lower in self._words else 0
            kind = (token.tag, word, token.dep, token.is_space)
            said = self._said.get(kind)
            if said is None:
                said = self._said[kind] = self._asked(token)
            token.tag, token.dep, token.pos, token.morph, lemma = said
            if lemma:
                token.lemma = lemma
        return self._rest(doc)

    def _asked(self, token: Token) -> _Attributes:
        """What the ruler gives a token that stands alone."""
        from spacy.tokens import Doc

        alone = Doc(self._ruler.vocab, words=[token.text])
        alone[0].tag, alone[0].dep = token.tag, token.dep
        said = self._ruler(alone)[0]
        return said.tag, said.dep, said.pos, said.morph, said.lemma


def quicken(nlp: Language) -> None:
    """Gives ``nlp`` the remembering ruler in the place of its own, and its networks numpy's products."""
    from spacy.language import Language as Languages
    from thinc.api import Model, NumpyOps

    products = NumpyOps(use_blis=False)
    for model in (getattr(component, "model", None) for _, component in nlp.pipeline):
        for layer in model.walk() if isinstance(model, Model) else ():
            layer.ops = products
    if RULER in nlp.pipe_names:
        Languages.factory(_NAME, func=_of)
        nlp.add_pipe(_NAME, after=RULER)
        nlp.disable_pipe(RULER)


def _of(nlp: Language, name: str) -> RememberingRuler:  # spaCy asks both of a factory
    del name
    return RememberingRuler(cast("AttributeRuler", nlp.get_pipe(RULER)))


def _of_one_kind(pattern: _Pattern) -> bool:
    """Whether it asks about one token, and of that nothing but what the kept answers depend on."""
    alike = [len(each) == 1 and each[0].keys() <= _SEEN and all(map(_listed, each[0].values())) for each in pattern["patterns"]]
    return all(alike)


def _listed(value: object) -> bool:
    return value.keys() <= _LISTS if isinstance(value, dict) else isinstance(value, str | bool)


def _words(patterns: Iterable[_Pattern]) -> Iterator[str]:
    """The words that patterns of one token name."""
    for pattern in patterns:
        for (token,) in pattern["patterns"]:
            named = token.get("LOWER", {})
            yield from [named] if isinstance(named, str) else (word for words in named.values() for word in words)
