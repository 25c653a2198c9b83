"""Words that take a stance: who holds it, on what, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dateline.extract.judge import Judge, word_class
from dateline.extract.links import first_conjunct, link, particle
from dateline.extract.status import State
from dateline.knowledge.propositions import PropositionTable, StanceWord
from dateline.linguistics import clauses
from dateline.model.parse import Parse
from dateline.model.position import Stance

_MEANT = frozenset((
    "ready", "willing", "prepared", "keen", "eager", "try", "seek", "want", "work", "hope", "attempt", "determined", "likely",
))  # fmt: skip
_VOICING = frozenset((
    "voice", "renew", "express", "repeat", "reiterate", "reaffirm", "join", "make", "issue", "declare", "state", "give", "offer", "have",
    "maintain", "signal", "announce", "underline", "stress", "confirm", "throw", "lead",
))  # fmt: skip
_OF_DEEDS = frozenset((
    "welcome", "applaud", "hail", "praise", "condemn", "denounce", "decry", "criticise", "criticize", "deplore", "slam", "blast", "attack",
    "embrace", "encourage", "protest",
    "urge", "request", "ask", "play down", "downplay", "accept", "approve", "decline", "want", "seek", "prefer", "block",
    "obstruct", "torpedo", "scupper", "stall", "ready", "willing", "prepared", "open", "keen", "eager",
))  # fmt: skip
_LAYING_DOWN = frozenset((
    "demanding", "authorising", "authorizing", "imposing", "calling", "urging", "approving", "endorsing", "backing", "allowing",
    "establishing", "ordering", "extending", "requiring", "seeking", "proposing", "mandating",
))  # fmt: skip
_ASKING = frozenset(("propose", "suggest", "call", "urge", "demand", "ask", "appeal"))
_ASKED = frozenset((
    "idea", "initiative", "motion", "appeal", "request", "demand", "call", "plan", "proposal", "scheme", "suggestion", "project", "move",
    "step", "measure", "offer",
))  # fmt: skip
_DEEP = 6
_NEAR = 3  # sentences


@dataclass(frozen=True, slots=True)
class Taken:
    """A stance taken: the word that takes it, the tokens that may name its holder, the token that names what it is about.

    ``condition`` is the head of the clause that it depends on; ``rule`` says what took it; ``through`` is the noun that stands for
    the target where that was told before ("rejected the proposal").
    """

    word: int
    holders: tuple[int, ...]
    target: int
    stance: Stance
    condition: int | None
    rule: str
    through: int | None = None


def stances(parse: Parse, judge: Judge, table: PropositionTable) -> Iterator[Taken]:
    """The stances that the words of ``parse`` take, in order."""
    earlier: list[Taken] = []
    for token, lemma in enumerate(parse.lemmas):
        if lemma in table.heads or parse.lowers[token] in table.heads:
            found = [*_at(parse, judge, table, token)]
            found = found or [*_again(parse, judge, table, token, earlier)] or [*_on_the_plan(parse, judge, table, token)]
            yield from found
            earlier.extend(found)


def carried(parse: Parse, table: PropositionTable, target: int) -> int | None:
    """What a position on ``target`` is really about: inside calls, plans and efforts; None where it is no proposition."""
    node = target
    for _ in range(_DEEP):
        kind = table.vessels.get(parse.lemmas[node].lower())
        if parse.pos[node] in ("PRON", "DET", "NUM", "X", "SYM") or (kind == "empty" and not _going(parse, node)):
            return None
        deed = parse.lemmas[node].lower() in table.frames
        if kind != "carries" or (deed and parse.tags[node] == "NNS"):
            return node
        inner = _content(parse, node)
        if inner is None:
            return node if deed or any(parse.deps[c] in ("compound", "amod") for c in parse.children[node]) else None
        node = inner
    return node


def _going(parse: Parse, node: int) -> bool:
    """Whether somebody is to go or to remain: the one use of such verbs that says what is wanted."""
    named = parse.child(node, "nsubj")
    return parse.lemmas[node] in ("go", "remain") and parse.deps[node] == "ccomp" and named is not None and parse.pos[named] != "PRON"


def condition_of(parse: Parse, *tokens: int) -> int | None:
    """The head of an "if" or "unless" clause beside one of ``tokens``."""
    for token in tokens:
        for child in parse.children[token]:
            if parse.deps[child] == "advcl" and any(parse.lowers[c] in ("if", "unless", "provided") for c in parse.children[child]):
                return child
    return None


def _at(parse: Parse, judge: Judge, table: PropositionTable, token: int) -> Iterator[Taken]:
    of = word_class(parse, token)
    if of is None or parse.deps[token] in ("amod", "compound"):
        return
    names, holders = _names(parse, token, of), _holders(parse, token, of)
    if names[0] == (parse.lowers[token], "adj") and of == "verb":
        holders = clauses.subjects(parse, parse.heads[token] if parse.deps[token] == "acomp" else token)
    denied = names[0][1] == "no"
    if of == "noun" and not holders and not denied:
        return
    for target, frames in _complements(parse, token):
        known, kind = next(((found, kind) for word, kind in names if (found := table.stance(word, kind, frames)) is not None), (None, ""))
        if known is None or (kind == "verb" and names[0][1] == "adj" and frames[0] != "obj"):
            continue
        inner = carried(parse, table, target)
        stance = known.stance if denied else _stance(known, judge.state(token))
        if inner is None or stance is None or not _fits(parse, table, known, inner, frames if inner == target else ("obj",)):
            continue
        if stance != "neutral" and parse.pos[inner] == "VERB" and any(parse.deps[c] == "neg" for c in parse.children[inner]):
            stance = "opposes" if stance == "supports" else "supports"
        condition = condition_of(parse, token, target, *_predicate_of(parse, token, of))
        held = "conditional" if condition is not None else stance
        yield Taken(token, holders, inner, held, condition, f"stance:{known.word}")


def _predicate_of(parse: Parse, token: int, of: str) -> tuple[int, ...]:
    """The verb of an adjective, and the verb of telling above it, where the clause of its condition may hang."""
    if of != "adj":
        return ()
    verb = parse.heads[token]
    return (verb, parse.heads[verb]) if parse.deps[verb] == "ccomp" and verb < parse.heads[verb] else (verb,)


def _again(parse: Parse, judge: Judge, table: PropositionTable, token: int, earlier: list[Taken]) -> Iterator[Taken]:
    """A stance on what was called for or proposed just before: "rejected the proposal", "backed the call"."""
    of = word_class(parse, token)
    if of != "verb":
        return
    for noun, frames in _complements(parse, token):
        lemma = parse.lemmas[noun].lower()
        known = next((found for word, kind in _names(parse, token, of) if (found := table.stance(word, kind, frames)) is not None), None)
        stance = _stance(known, judge.state(token)) if known is not None else None
        if known is None or stance is None:
            continue
        if parse.tags[noun] in ("WDT", "WP"):
            yield from _related(parse, table, known, token, noun, stance)
            continue
        pronoun = parse.lowers[noun] in ("it", "this", "that") and parse.pos[noun] == "PRON" and frames[0] == "obj"
        reach = 1 if pronoun else _NEAR
        near = [t for t in earlier if parse.sentence_of[token] - parse.sentence_of[t.word] <= reach]
        before = near if pronoun else [t for t in near if _pointed(parse, table, noun) and _named_after(parse, t.word, lemma)]
        for taken in before:
            if taken.word == before[-1].word:
                yield Taken(token, _holders(parse, token, of), taken.target, stance, None, f"stance:{known.word}", noun)


def _on_the_plan(parse: Parse, judge: Judge, table: PropositionTable, token: int) -> Iterator[Taken]:
    """A stance on a plan that the report has told of in other words: "backs the plan", "welcomed the offer"."""
    of = word_class(parse, token)
    if of != "verb":
        return
    for noun, frames in _complements(parse, token):
        known = next((found for word, kind in _names(parse, token, of) if (found := table.stance(word, kind, frames)) is not None), None)
        stance = _stance(known, judge.state(token)) if known is not None else None
        if known is None or stance is None or frames[0] != "obj" or not _pointed(parse, table, noun):
            continue
        if parse.lemmas[noun].lower() in _ASKED and parse.deps[noun] == "dobj":
            yield Taken(token, _holders(parse, token, of), noun, stance, None, f"stance:{known.word}")


def _related(parse: Parse, table: PropositionTable, known: StanceWord, token: int, pronoun: int, stance: Stance) -> Iterator[Taken]:
    """A stance in a relative clause: "the weapons that Kyiv requested"."""
    antecedent = next((parse.heads[node] for node in (token, *parse.ancestors(token)) if parse.deps[node] == "relcl"), None)
    inner = carried(parse, table, antecedent) if antecedent is not None else None
    if inner is not None and _fits(parse, table, known, inner, ("obj",)):
        yield Taken(token, clauses.agents(parse, token), inner, stance, None, f"stance:{known.word}", pronoun)


def _pointed(parse: Parse, table: PropositionTable, noun: int) -> bool:
    """Whether the noun points back at what was proposed or called for."""
    points = any(parse.deps[c] == "det" and parse.lowers[c] in ("the", "this", "that", "such", "both") for c in parse.children[noun])
    return points and table.vessels.get(parse.lemmas[noun].lower()) == "carries"


def _named_after(parse: Parse, word: int, noun: str) -> bool:
    """Whether the noun is that of the word: a proposal of what was proposed, a call of what was called for."""
    lemma = parse.lemmas[word].lower()
    return lemma[:4] == noun[:4] or (noun in _ASKED and lemma in _ASKING)


def _names(parse: Parse, token: int, of: str) -> list[tuple[str, str]]:
    lemma, names = parse.lemmas[token].lower(), []
    if of == "noun" and _denied(parse, token):
        return [(lemma, "no")]
    if of == "verb":
        extra = particle(parse, token)
        names = [(f"{lemma} {extra}", "verb")] if extra else []
        if extra is None or lemma == "be" or parse.deps[token + 1] == "prep":
            names.append((lemma, "verb"))
    else:
        names.append((lemma, of))
    passive = parse.child(token, "auxpass") is not None and parse.child(token, "agent") is None
    stative = parse.tags[token] == "VBN" and (passive or parse.deps[token] == "acomp")
    return [(parse.lowers[token], "adj"), *names] if stative else names


def _denied(parse: Parse, noun: int) -> bool:
    """Whether "no" stands before the noun: "no need for", "no plans to"."""
    return any(parse.deps[c] == "det" and parse.lowers[c] in ("no", "neither") for c in parse.children[noun])


def _complements(parse: Parse, token: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """What hangs on ``token`` with the frames it does so in, prepositions and particles seen through."""
    for child in parse.children[token]:
        label = parse.deps[child]
        if label in ("prep", "prt", "advmod") and (child > token or parse.pos[token] not in ("VERB", "AUX")):
            yield from _behind(parse, token, child)
        elif label in ("dobj", "ccomp", "xcomp", "advcl", "acl", "nsubjpass"):
            hangs = link(parse, child)
            aimed = hangs is not None and ("purpose" not in hangs.frames or _addressed(parse, token))
            if hangs is not None and hangs.frames[0] == "inf" and parse.lemmas[token] == "call" and not _addressed(parse, token):
                continue
            if label == "dobj" and _asked(parse, token, child):
                continue
            if hangs is not None and hangs.governor == token and aimed:
                gerund = label == "advcl" and parse.tags[child] == "VBG" and parse.child(child, "mark") is None
                if gerund and parse.words[parse.left[child] - 1] == ",":
                    continue  # "boycotted the vote, citing fraud"
                frames = ("ger", "obj") if gerund else hangs.frames
                driven = parse.tags[child] == "VBN" and parse.child(child, "mark", "aux", "auxpass") is None  # "wants them driven out"
                if label == "ccomp" and (frames[0] == "inf" or driven) and parse.child(child, "nsubj", "nsubjpass") is not None:
                    frames = (*frames, "wish")
                for each in clauses.conjuncts(parse, child) if label != "nsubjpass" else (child,):
                    alike = parse.pos[each] == parse.pos[child] and (parse.pos[each] != "VERB" or parse.tags[each] == parse.tags[child])
                    helped = any(parse.deps[c] in ("nsubj", "aux") and parse.tags[c] != "TO" for c in parse.children[each])
                    if each == child or (alike and not helped):
                        yield each, frames
        elif label == "nsubj" and parse.pos[token] == "ADJ":
            yield child, ("subj",)
    if parse.pos[token] == "ADJ" and parse.lemmas[parse.heads[token]] == "be":
        subject = parse.child(parse.heads[token], "nsubj")
        if subject is not None:
            yield subject, ("subj",)


def _addressed(parse: Parse, token: int) -> bool:
    """Whether somebody is called upon: "called on Moscow to withdraw", not "called his wife to say"."""
    upon = any(parse.deps[c] == "prep" and parse.lowers[c] in ("on", "upon", "to", "for") for c in parse.children[token])
    return upon and parse.child(token, "dobj") is None and parse.lemmas[token] in ("call", "appeal", "plead")


def _asked(parse: Parse, token: int, named: int) -> bool:
    """Whether the object is whoever is to act: "urged the government to stay neutral"."""
    below = [c for c in parse.children[token] if c > named and parse.deps[c] in ("xcomp", "ccomp")]
    return any(parse.tags[c] == "TO" for clause in below for c in parse.children[clause])


def _behind(parse: Parse, token: int, preposition: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    for inner in parse.children[preposition]:
        if parse.deps[inner] == "prep" and parse.deps[preposition] != "prep":
            yield from _behind(parse, token, inner)
        elif parse.deps[inner] in ("pobj", "pcomp"):
            object_of = preposition == token + 1 and parse.lowers[preposition] in ("down", "out", "off")  # "voted down the bill"
            for each in clauses.conjuncts(parse, inner):
                yield each, ("obj",) if object_of else (parse.lowers[preposition],)


def _fits(parse: Parse, table: PropositionTable, known: StanceWord, target: int, frames: tuple[str, ...]) -> bool:
    """Whether the complement is a proposition: a clause in a wished-for mood, an event; praise and requests take deeds alone."""
    verbal = parse.pos[target] in ("VERB", "AUX")
    if known.word == "shoot down" and not verbal and parse.lemmas[target].lower() not in {*table.frames, *table.vessels}:
        return False  # an aircraft, no plan
    if frames[0] == "that" and known.stance == "supports" and "wish" not in frames:
        if known.word in _ASKING and parse.child(target, "mark") is not None and parse.tags[target] in ("NN", "VBP"):
            return parse.child(target, "nsubj") is not None  # taggers stumble over "demanded that Kenya hand over"
        return parse.tags[target] == "VB" or any(parse.lowers[c] in ("should", "must", "be") for c in parse.children[target])
    if known.word in ("want", "seek", "agree", "consent") and frames[0] == "inf" and "wish" not in frames:
        below = [c for c in parse.children[target] if parse.deps[c] == "dobj"]
        return any(parse.lemmas[each].lower() in table.frames for each in (target, *below))
    if known.word in _OF_DEEDS:
        return verbal or parse.lemmas[target].lower() in table.frames
    if parse.pos[target] == "PROPN" or parse.pos[target] == "PRON":
        return False
    entity = parse.entity_of[target]
    return not (entity >= 0 and parse.entities[entity].label in ("PERSON", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL"))


def _stance(known: StanceWord, state: State) -> Stance | None:
    if state.real or state.status in ("pledged", "scheduled", "conditional", "threatened"):
        return known.stance
    if state.negative and state.status != "denied":
        return "opposes" if known.stance == "supports" else "neutral"
    meant = state.status == "possible" and bool(state.turns) and state.turns[-1].frame.partition(":")[2] in _MEANT
    return known.stance if meant else None


def _holders(parse: Parse, token: int, of: str) -> tuple[int, ...]:
    if of == "verb":
        first = first_conjunct(parse, token)
        apart = first != parse.heads[token] and parse.deps[token] == "conj" and parse.child(token, "nsubj") is None
        return clauses.agents(parse, first if apart else token)
    owner = parse.child(token, "poss")
    if owner is not None:
        return (owner,)
    above = parse.heads[token]
    if of == "noun" and _denied(parse, token):
        return clauses.agents(parse, above) if parse.lemmas[above] in ("have", "see", "find", "feel", "show", "express", "leave") else ()
    if of == "noun" and parse.lowers[above] == "in" and parse.lemmas[token] in ("favour", "favor", "support"):
        governor = parse.heads[above]
        return clauses.agents(parse, parse.heads[governor] if parse.pos[governor] in ("ADP", "ADV") else governor)  # "spoke out in favour"
    by = next((c for c in parse.children[token] if c > token and parse.deps[c] == "prep" and parse.lowers[c] in ("by", "from")), None)
    if of == "noun" and by is not None and (told := parse.child(by, "pobj")) is not None:
        return clauses.conjuncts(parse, told)  # "a call by the union for talks"
    if of == "noun":
        voiced = parse.deps[token] in ("dobj", "pobj", "attr") and parse.lemmas[above] in _VOICING
        return clauses.agents(parse, above) if voiced else ()
    return clauses.subjects(parse, above) if parse.pos[above] in ("VERB", "AUX") else clauses.agents(parse, token)


def _content(parse: Parse, noun: int) -> int | None:
    """What a carrying word carries: "calls for strikes", "efforts to form a government", "get a government established"."""
    if parse.pos[noun] in ("VERB", "AUX"):
        clause = parse.child(noun, "ccomp", "xcomp")
        return parse.child(noun if clause is None else clause, "nsubj", "nsubjpass", "dobj")
    for child in parse.children[noun]:
        if child < noun:
            continue
        if parse.deps[child] == "acl" and parse.lowers[child] in _LAYING_DOWN:
            laid = parse.child(child, "dobj", "prep")
            return parse.child(laid, "pobj") if laid is not None and parse.deps[laid] == "prep" else laid
        if parse.deps[child] in ("acl", "relcl", "xcomp") and any(parse.tags[c] == "TO" for c in parse.children[child]):
            return child
        if parse.deps[child] == "prep" and parse.lowers[child] in ("for", "of", "to", "on", "about", "at"):
            inner = parse.child(child, "pobj", "pcomp")
            if inner is not None:
                return inner
    return None
