"""Whether what a token names took place, worked out from the words above it and beside it: a pure function of the parse.

The words above a token are judged first, from the root of the sentence down; each hands its own status to what stands under it through
its signature (Nairn, Condoravdi and Karttunen 2006; Lotan, Stern and Dagan 2013), and each clause adds its own negation and modality.
"""

from __future__ import annotations

from dataclasses import replace

from dateline.extract.asides import asides, branded
from dateline.extract.links import COPULAR, DEEP, Link, definite, finite, first_conjunct, infinitive, link, particle
from dateline.extract.own import is_condition, own
from dateline.extract.status import State, under
from dateline.extract.tenses import TELLING
from dateline.knowledge.signatures import Effect, Signature, SignatureTable, WordClass
from dateline.model.parse import Parse

_CLASSES: dict[str, WordClass] = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}
_NOMINAL = frozenset(("dobj", "pobj", "nsubj", "nsubjpass", "attr", "compound"))
_WANTING = frozenset(("want", "wish", "like", "prefer", "need"))
_SELF = frozenset(("it", "they", "he", "she", "we", "i"))
_HIS = frozenset(("his", "her", "its", "their", "our", "my"))
_RANKS = frozenset(("first", "second", "third", "fourth", "fifth", "last", "latest", "only", "sole", "earliest"))
_WHO = frozenset(
    ("country", "state", "nation", "government", "power", "party", "group", "company", "member", "ally", "leader", "president", "minister",
     "official", "person", "man", "woman", "one", "team", "city", "region", "bank", "airline", "bloc", "army", "lawmaker", "candidate")
)  # fmt: skip
_COMPOUND = frozenset(("instead", "rather", "because", "due", "ahead", "short", "far"))


class Judge:
    """Judges the tokens of one parse and remembers its judgements."""

    def __init__(self, parse: Parse, signatures: SignatureTable) -> None:
        self._parse, self._table = parse, signatures
        self.signatures = signatures
        self._known: dict[int, State] = {}
        self._asides = asides(parse, signatures)

    def state(self, token: int) -> State:
        """Whether what ``token`` names took place, as far as its sentence says."""
        state = self._state(token)
        return State() if state.negative and self._uttered(token, state) else state

    def _uttered(self, token: int, state: State) -> bool:
        """Whether it is a call or report that somebody turns down: the word was uttered, only what it speaks of is not so."""
        frame, _, word = state.turns[-1].frame.partition(":")
        if frame != "obj" or self._table.find(word, "verb", "turns") is None:
            return False
        return self._table.find(self._parse.lemmas[token].lower(), "noun", "voiced") is not None

    def _state(self, token: int) -> State:
        chain: list[tuple[int, Link | None]] = []
        node: int | None = token
        while node is not None and node not in self._known and len(chain) < DEEP:
            hangs = link(self._parse, node)
            chain.append((node, hangs))
            node = hangs.governor if hangs is not None else None
        for node, hangs in reversed(chain):
            self._known[node] = self._judged(node, hangs)
        return self._known[token]

    def _judged(self, token: int, hangs: Link | None) -> State:
        if hangs is None:
            state = own(self._parse, self._table, token, State(), None)
        else:
            outer = self._known.get(hangs.governor, State())
            state = own(self._parse, self._table, token, self._under(token, hangs, outer), hangs)
            state = self._threatened(token, hangs, outer, state)
        charge = self._charged(token) if state.real else None
        return state.to("alleged", charge, "aside") if charge is not None else state

    def _charged(self, token: int) -> int | None:
        """The word by which somebody charges another with the deed in passing; what is coordinated with it shares the charge."""
        parse, node = self._parse, token
        if token in self._asides.values():
            return None
        while node not in self._asides:
            if parse.deps[node] != "conj" or parse.child(node, "nsubj", "nsubjpass") is not None:
                return branded(parse, self._table, token)
            node = parse.heads[node]
        return self._asides[node]

    def _threatened(self, token: int, hangs: Link, outer: State, state: State) -> State:
        """Threatened where a warning tells what its speaker will do himself: "warned that it would bomb the port if ..."."""
        if hangs.frames[0] != "that" or not outer.real or state.status not in ("scheduled", "pledged", "conditional"):
            return state
        verb = hangs.governor
        known = self._of_word(verb, ("threat",))[0]
        if known is None or not any(turn.frame in ("modal:will", "modal:would") for turn in state.turns):
            return state
        parse, subject = self._parse, self._parse.child(token, "nsubj")
        if subject is None or not _himself(parse, subject):
            return state
        return state.to("threatened", verb, f"threat:{known.word}")

    def _under(self, token: int, hangs: Link, outer: State) -> State:
        parse, governor = self._parse, hangs.governor
        by_phrase = self._by_phrase(token, hangs, outer)
        if by_phrase is not None:
            return by_phrase
        if hangs.frames[0] == "inf" and any(parse.lowers[c] == "too" for c in parse.children[governor]) and outer.real:
            return outer.to("negated", governor, "inf:too")  # "too early to lift the sanctions"
        if ("inf" in hangs.frames or "purpose" in hangs.frames) and _in_row(parse, governor):
            return outer  # "the latest state to join": it did
        delayed = parse.lemmas[governor] == "be" and any(parse.lowers[c] == "until" for c in parse.children[governor])
        if hangs.frames[0] == "that" and delayed:
            return State()  # "it was not until May that they met"
        if hangs.frames[0] == "obj" and outer.real and self._branded(governor, token):
            return outer.to("alleged", governor, "obj:brand")
        signature, frame = self._signature(governor, hangs)
        if signature is None:
            return self._unknown(token, hangs, outer)
        effect = signature.negative if outer.negative else signature.positive
        if effect.kind == "possible" and frame in ("inf", "that") and signature.word in _WANTING and self._of_another(token, hangs):
            effect = Effect("called-for")
        if frame == "inf" and effect.kind == "pledged" and outer.real and self._on_condition(governor):
            effect = Effect("conditional")
        if frame == "that" and effect.kind == "same" and outer.real and _wished(parse, token):
            return outer.to("called-for", governor, f"wish:{signature.word}")
        return under(effect, outer, governor, f"{frame}:{signature.word}", definite=definite(parse, token))

    def _of_another(self, token: int, hangs: Link) -> bool:
        """Whether it is somebody else who is to act: "wants Kenya to withdraw", "wants the hostages freed"."""
        parse, first = self._parse, first_conjunct(self._parse, token)
        if parse.child(first, "nsubj", "nsubjpass") is not None:
            return True
        named = parse.child(hangs.governor, "dobj")
        return hangs.frames[0] == "inf" and named is not None and named < first

    def _on_condition(self, governor: int) -> bool:
        """Whether an offer stands beside an if-clause, which parsers hang on any of the verbs above."""
        parse, node = self._parse, governor
        for _ in range(3):
            if any(parse.deps[c] == "advcl" and is_condition(parse, c) for c in parse.children[node]):
                return True
            node = parse.heads[node]
        return False

    def _branded(self, governor: int, token: int) -> bool:
        """Whether a report or claim is given a name by somebody ("called reports that ... nonsense"): he does not share it."""
        brands = self._table.find(self._parse.lemmas[governor], "verb", "brands") is not None
        return brands and self._table.find(self._parse.lemmas[token].lower(), "noun", "voiced") is not None

    def _signature(self, governor: int, hangs: Link) -> tuple[Signature | None, str]:
        parse = self._parse
        of = word_class(parse, governor)
        if of is None:
            return None, ""
        frames = self._frames(of, hangs)
        for candidate in self._candidates(governor, of, hangs):
            found, frame = self._of_word(candidate, frames)
            if found is not None:
                return found, frame
        return None, ""

    def _candidates(self, governor: int, of: WordClass, hangs: Link) -> tuple[int, ...]:
        """The governor, then its object ("took the lead in"), or the verb it is the object of ("accused the rebels of")."""
        parse = self._parse
        if hangs.frames[0] == "that" and hangs.said_by is not None and hangs.said_by != governor:
            return (hangs.said_by, governor)
        if of == "verb" and (hangs.via is not None or hangs.frames[0] == "inf"):
            return (governor, *(c for c in parse.children[governor] if parse.deps[c] == "dobj" and c < (hangs.via or len(parse))))
        if of == "noun" and hangs.via is not None and parse.deps[governor] in ("dobj", "nsubjpass", "pobj"):
            above = parse.heads[governor]
            return (governor, above) if parse.pos[above] in ("VERB", "AUX") else (governor,)
        return (governor,)

    def _of_word(self, governor: int, frames: tuple[str, ...]) -> tuple[Signature | None, str]:
        parse = self._parse
        of = word_class(parse, governor)
        if of is None:
            return None, ""
        for word in self._names(governor, of):
            for frame in frames:
                found = self._table.find(word, of, frame)
                if found is not None:
                    return found, frame
        bare = parse.tags[governor] == "VBD" and parse.child(governor, "dobj", "aux", "auxpass") is None  # "Israel set to strike"
        if of == "verb" and (bare or parse.tags[governor] in ("VBN", "JJ")):  # "due", "prepared": participles that are adjectives
            for frame in frames:
                found = self._table.find(parse.lowers[governor], "adj", frame)
                if found is not None:
                    return found, frame
        return None, ""

    def _names(self, governor: int, of: WordClass) -> tuple[str, ...]:
        parse = self._parse
        lemma = parse.lemmas[governor].lower()
        if of == "verb":
            extra = particle(parse, governor)
            return (f"{lemma} {extra}", lemma) if extra else (lemma,)
        if of == "noun" and parse.deps[governor] == "pobj":
            return (f"{_before(parse, governor)} {lemma}", lemma)
        return (lemma, parse.lowers[governor]) if of == "adj" else (lemma,)

    @staticmethod
    def _frames(of: WordClass, hangs: Link) -> tuple[str, ...]:
        frames = hangs.frames
        if of == "noun" and frames[0] == "mod":
            return ("mod",)
        if of == "verb" and frames[0] == "adverbial":
            return ()
        return frames

    def _by_phrase(self, token: int, hangs: Link, outer: State) -> State | None:
        """What a preposition ("without"), a phrase ("in the event of") or a conjunction ("if") says of what follows it."""
        parse, table = self._parse, self._table
        if hangs.via is not None and hangs.frames[0] != "whether":
            words = preposition(parse, hangs.via)
            found = table.find(f"{_before(parse, hangs.governor)} {parse.lemmas[hangs.governor]} {words}", "phrase", "obj")
            if found is None and (" " in words or self._signature(hangs.governor, hangs)[0] is None):
                found = table.find(words, "prep", "obj")
            if found is not None:
                return self._applied(found, token, hangs, outer)
        if hangs.frames[0] == "adverbial":
            return self._participial(token, hangs.governor, outer) or self._adverbial(token, hangs.governor, outer)
        if hangs.frames[0] == "subj":
            for phrase in predicate_phrases(parse, hangs.governor):
                found = table.find(phrase, "phrase", "subj")
                if found is not None:
                    return self._applied(found, token, hangs, outer)
        return None

    def _applied(self, found: Signature, token: int, hangs: Link, outer: State) -> State:
        effect = found.negative if outer.negative else found.positive
        return under(effect, outer, hangs.governor, f"phrase:{found.word}", definite=definite(self._parse, token))

    def _participial(self, token: int, governor: int, outer: State) -> State | None:
        """A gerund that the parser takes for an adverbial though its verb asks for one: "ruled out joining"."""
        parse = self._parse
        first = parse.left[token]
        if parse.tags[token] != "VBG" or first <= governor or parse.words[first - 1] == ",":
            return None
        if parse.child(token, "nsubj", "mark") is not None:
            return None
        found, frame = self._of_word(governor, ("ger",))
        if found is None:
            return None
        effect = found.negative if outer.negative else found.positive
        return under(effect, outer, governor, f"{frame}:{found.word}", definite=False)

    def _adverbial(self, token: int, governor: int, outer: State) -> State:
        parse = self._parse
        first = first_conjunct(parse, token)
        marks = [c for c in parse.children[first] if parse.deps[c] in ("mark", "advmod") and c < first]
        for mark in marks:
            found = self._table.find(parse.lowers[mark], "conj", "on")
            if found is not None:
                if found.positive.kind in ("conditional", "possible"):
                    return State().to("conditional" if found.positive.kind == "conditional" else "possible", mark, f"clause:{found.word}")
                effect = found.negative if outer.negative else found.positive
                return under(effect, outer, mark, f"clause:{found.word}", definite=False)
        if not finite(parse, token):
            if parse.lemmas[token] in TELLING and parse.words[parse.left[token] - 1] == ",":
                return State()  # ", adding that ...": said, whatever it is hung on
            if infinitive(parse, governor) and parse.words[parse.left[token] - 1] == ",":
                return State()  # "struck a deal to disarm, averting a war": told of the whole
            return outer if parse.tags[token] == "VBG" and not outer.negative else State()
        return State() if not self._inverted(token) else State().to("conditional", token, "clause:inverted")

    def _inverted(self, token: int) -> bool:
        """Whether the clause is a condition by its word order ("Had they attacked", "Should the truce fail")."""
        parse = self._parse
        first = parse.left[token]
        return parse.deps[first] in ("aux", "ROOT") and parse.lowers[first] in ("had", "should", "were")

    def _unknown(self, token: int, hangs: Link, outer: State) -> State:
        parse, governor = self._parse, hangs.governor
        of = word_class(parse, governor) or "noun"
        frames = self._default_frames(hangs)
        found = self._table.default(of, *frames) or self._table.default("verb", "prep")
        if found is None:
            return outer
        if frames[0] == "purpose" and outer.status == "alleged":
            return outer  # "accused him of sending men to murder her"
        if frames[0] == "inf" and any(parse.lowers[c] == "have" and parse.deps[c] == "aux" for c in parse.children[token]):
            return replace(outer, firmly=min(outer.firmly, 0.5))  # "is reported to have struck"
        if frames[0] == "participle" and _told_apart(parse, governor, token, outer):
            return State()  # "Crimea, annexed in 2014, is not on the agenda"
        effect = found.negative if outer.negative else found.positive
        if outer.status == "ongoing" and parse.pos[token] in ("NOUN", "PROPN") and parse.lemmas[governor] not in COPULAR:
            outer = replace(outer, status="happened", frame="plain")  # only words that carry a deed out make it one under way
        return under(effect, outer, governor, f"default:{frames[0]}", definite=definite(parse, token))

    @staticmethod
    def _default_frames(hangs: Link) -> tuple[str, ...]:
        if "purpose" in hangs.frames:
            return ("purpose", "inf")
        if hangs.frames[0] == "poss":
            return ("prep",)
        return (*hangs.frames, "prep")


def _in_row(parse: Parse, noun: int) -> bool:
    """Whether a noun or number says the how manieth somebody is: "the first to sign", "the latest country to join"."""
    ranked = any(parse.lowers[c] in _RANKS and c < noun for c in parse.children[noun])
    return parse.lowers[noun] in _RANKS or (ranked and parse.lemmas[noun] in _WHO)  # not "the last chance to win"


def _wished(parse: Parse, token: int) -> bool:
    """The mood of wishes: "insisted that the boy be returned", "that he return"."""
    if parse.child(token, "mark") is None:
        return False
    helpers = [c for c in parse.children[token] if parse.deps[c] in ("aux", "auxpass")]
    subject = parse.child(token, "nsubj")
    if parse.tags[token] == "VBP" and not helpers and subject is not None and parse.tags[subject] in ("NN", "NNP"):
        return True
    return (parse.tags[token] == "VB" and not helpers) or (bool(helpers) and all(parse.lowers[c] == "be" for c in helpers))


def _himself(parse: Parse, subject: int) -> bool:
    """Whether the subject is a pronoun for the speaker, or his own people: "it would", "his men would"."""
    owner = parse.child(subject, "poss")
    return parse.lowers[subject] in _SELF or (owner is not None and parse.lowers[owner] in _HIS)


def _told_apart(parse: Parse, noun: int, participle: int, outer: State) -> bool:
    """Whether a participle tells of its noun what is so, whatever becomes of the noun: of counted or known ones, outside a "no"."""
    if outer.real:
        return False
    single = frozenset(("a", "an", "some", "those")) if parse.tags[participle] != "VBG" else frozenset(("those",))
    counted = any(parse.deps[c] == "nummod" or parse.lowers[c] in single for c in parse.children[noun])
    turned = outer.negative and not outer.frame.startswith("negation")
    return turned or counted or definite(parse, noun) or outer.frame.startswith("headline")


def word_class(parse: Parse, token: int) -> WordClass | None:
    """The class that a word is looked up in; a word that is an object or a subject is a noun, whatever the tagger says."""
    if parse.pos[token] == "VERB" and parse.deps[token] in _NOMINAL and parse.tags[token] != "VBG":
        return "noun"
    return _CLASSES.get(parse.pos[token])


def preposition(parse: Parse, token: int) -> str:
    """The preposition at ``token`` in full: "instead of", "because of", "ahead of"."""
    before = token - 1
    if before >= 0 and parse.lowers[before] in _COMPOUND and parse.lowers[token] in ("of", "than", "to", "from"):
        return f"{parse.lowers[before]} {parse.lowers[token]}"
    if token + 1 < len(parse) and parse.heads[token + 1] == token and parse.lowers[token + 1] in ("of", "to", "than"):
        return f"{parse.lowers[token]} {parse.lowers[token + 1]}"
    return parse.lowers[token]


def predicate_phrases(parse: Parse, verb: int) -> tuple[str, ...]:
    """The phrases that a linking verb says of its subject: "on agenda", "out of question"."""
    if parse.lemmas[verb] not in COPULAR and parse.lemmas[verb] not in ("get", "come"):
        return ()
    found: list[str] = []
    for child in parse.children[verb]:
        if child > verb and parse.deps[child] in ("prep", "advmod", "acomp", "attr"):
            found.extend(_spelled(parse, child, parse.lowers[child], 3))
    return tuple(found)


def _spelled(parse: Parse, node: int, so_far: str, depth: int) -> list[str]:
    found: list[str] = []
    for child in parse.children[node]:
        if child > node and depth and parse.deps[child] in ("pobj", "prep", "advmod", "pcomp"):
            spelled = f"{so_far} {parse.lemmas[child].lower()}"
            found.append(spelled)
            found.extend(_spelled(parse, child, spelled, depth - 1))
    return found


def _before(parse: Parse, noun: int) -> str:
    head = parse.heads[noun]
    return parse.lowers[head] if parse.deps[noun] == "pobj" else ""
