"""The smallest pieces that mentions of actors are made of: known names, persons, titles, role nouns, demonyms, place names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.extract.recognised import before_bracket, goes_on, inside_longer, named_body, organisations, recognised, run_on
from dateline.extract.told_bodies import BODIES, told_bodies
from dateline.knowledge import Knowledge
from dateline.knowledge.actors import Demonym, Named
from dateline.knowledge.gazetteer import best_known
from dateline.knowledge.offices import FAMILY_FIRST, Holder, OfficeTitle
from dateline.knowledge.roles import RoleForm
from dateline.model.parse import Parse
from dateline.model.place import Toponym

Sort = Literal["actor", "person", "title", "role", "demonym", "toponym", "entity"]

ANY_SECTOR = "ELI"
NAMELIKE = frozenset({"ORG", "NORP", "GPE", "LOC", "FAC", "PERSON"})
PARTICLES = frozenset("al el ben bin ould van von der den de da di du le la dos abu ibn ap mac - ' ’ .".split()) | {"al-"}
NAMING = frozenset({"PROPN", "NOUN", "ADJ", "VERB"})
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@dataclass(frozen=True, slots=True)
class Atom:
    """A run of tokens (half-open) that one lexicon or the entity recogniser knows, and what it knows about it."""

    first: int
    last: int
    sort: Sort
    named: tuple[Named, ...] = ()
    holders: tuple[Holder, ...] = ()
    title: OfficeTitle | None = None
    role: RoleForm | None = None
    demonym: Demonym | None = None
    toponym: Toponym | None = None
    land: str | None = None
    label: str = ""

    @property
    def country(self) -> str | None:
        """The state that the words name or belong to (ISO 3166 alpha-3), if one is known."""
        if self.demonym is not None:
            return self.demonym.country
        return self.named[0][0].country if self.named else self.land

    @property
    def sector(self) -> str | None:
        """The PLOVER sector of the title or role; none for those of any body ("spokesman")."""
        sectors = (self.title.sector if self.title else "", self.role.role.sector if self.role else "")
        return next((sector for sector in sectors if sector and sector != ANY_SECTOR), None)

    @property
    def of_state(self) -> bool:
        """Whether the words name a state: by name, by capital or seat, or by demonym."""
        return self.demonym is not None or (bool(self.named) and self.named[0][0].id == f"{self.named[0][0].country}-GOV")


@dataclass(frozen=True, slots=True)
class Atoms:
    """The atoms of a parse, in order and disjoint; ``at[i]`` is the index of the atom that covers token i, else -1."""

    all: tuple[Atom, ...]
    at: tuple[int, ...]

    def over(self, token: int) -> Atom | None:
        """The atom that covers a token, or None."""
        index = self.at[token] if 0 <= token < len(self.at) else -1
        return self.all[index] if index >= 0 else None

    def starting(self, token: int) -> Atom | None:
        """The atom that begins at a token, or None."""
        atom = self.over(token)
        return atom if atom is not None and atom.first == token else None

    def ending(self, token: int) -> Atom | None:
        """The atom whose last token is this one, or None."""
        atom = self.over(token)
        return atom if atom is not None and atom.last == token + 1 else None


def atoms(parse: Parse, toponyms: tuple[Toponym, ...], knowledge: Knowledge) -> Atoms:
    """The atoms of ``parse``: at each token the longest that begins there, then surnames of the persons already named."""
    by_first = {toponym.first: toponym for toponym in toponyms}
    told = told_bodies(parse)
    found: list[Atom] = []
    index, count = 0, len(parse)
    while index < count:
        atom = _at(parse, index, by_first.get(index), knowledge)
        if index in told and (atom is None or atom.last < told[index] or _misread(parse, atom)):
            atom = Atom(index, told[index], "entity", label="ORG")
        if atom is None:
            index += 1
            continue
        found.append(atom)
        index = atom.last
    found = _with_surnames(parse, _at_home(found))
    covered = {token for atom in found for token in range(atom.first, atom.last)}
    found.extend(Atom(first, last, "entity", label=label) for first, last, label in organisations(parse, covered))
    return _laid_out(found, count)


def _misread(parse: Parse, atom: Atom) -> bool:
    """Whether what is told to be a body was taken for something else; a name right behind "group" or "party" is read with it later."""
    behind = atom.first > 0 and parse.lowers[atom.first - 1] in BODIES
    return atom.sort in ("demonym", "role") or (atom.sort == "person" and not behind)


def _guarded(named: tuple[Named, ...]) -> bool:
    """Whether it is a guarded name of a body that others bear as well, no letters for a longer one."""
    entry, alias = named[0]
    return alias.strength == "weak" and entry.kind in ("party", "organisation", "armed-group", "coalition") and not alias.text.isupper()


def _short(named: tuple[Named, ...]) -> bool:
    """Whether it is a guarded name of a party, one that parties of many states bear: "the Union", "the Democrats"."""
    return all(alias.strength == "weak" and entry.kind == "party" for entry, alias in named)


def _state_before(parse: Parse, index: int, knowledge: Knowledge) -> bool:
    """Whether the word before names a state or its people: "UK Labour", "German Greens"."""
    word = parse.words[index - 1]
    return knowledge.actors.demonym(word) is not None or any(entry.kind == "government" for entry, _ in knowledge.actors.named(word))


def _at_home(found: list[Atom]) -> list[Atom]:
    """The atoms; guarded names of parties whose state the report never names, where it names others, are names of somebody unknown."""
    guarded = [bool(atom.named) and _short(atom.named) for atom in found]
    told = {atom.country for atom, short in zip(found, guarded, strict=True) if not short} - {None}
    strange = [short and bool(told) and not any(e.country in told for e, _ in a.named) for a, short in zip(found, guarded, strict=True)]
    return [Atom(a.first, a.last, "entity", label="ORG") if no else a for a, no in zip(found, strange, strict=True)]


def _laid_out(found: list[Atom], count: int) -> Atoms:
    found.sort(key=lambda atom: atom.first)
    at = [-1] * count
    for number, atom in enumerate(found):
        for token in range(atom.first, atom.last):
            at[token] = number
    return Atoms(tuple(found), tuple(at))


def _at(parse: Parse, index: int, toponym: Toponym | None, knowledge: Knowledge) -> Atom | None:
    """The best atom that begins at a token: the longest; of equal ones the first in the order of ``_candidates``."""
    if parse.pos[index] == "PUNCT" or parse.pos[index] == "SPACE":
        return None
    best: Atom | None = None
    for atom in _candidates(parse, index, toponym, knowledge):
        if best is None or atom.last > best.last:
            best = atom
    if best is not None and toponym is not None and best.sort in ("actor", "demonym") and toponym.last == best.last:
        return Atom(best.first, best.last, best.sort, named=best.named, demonym=best.demonym, toponym=toponym)
    return best


def _candidates(parse: Parse, index: int, toponym: Toponym | None, knowledge: Knowledge) -> Iterator[Atom]:
    words, limit = parse.words, parse.sentence(index).last - index
    named = _named(parse, index, limit, knowledge)
    if named is not None and goes_on(parse, index, index + named[0]):
        yield Atom(index, before_bracket(parse, index, parse.entities[parse.entity_of[index]].last), "entity", label="ORG")
        return
    if named is not None and _guarded(named[1]):
        longer = run_on(parse, index, index + named[0])
        if longer is not None:
            yield Atom(index, longer, "entity", label="ORG")
            return
        if index and _short(named[1]) and inside_longer(parse, index, before_is_state=_state_before(parse, index, knowledge)):
            return
    if named is not None and _stands(parse, index, index + named[0], named[1]):
        yield Atom(index, index + named[0], "actor", named=named[1])
    capital = words[index][:1].isupper() or parse.lowers[index] in PARTICLES
    demonym = knowledge.actors.longest_demonym(words, index, min(5, limit)) if capital else None
    owner = max(named[0] if named is not None else 0, demonym[0] if demonym is not None else 0)
    if capital:
        holder = knowledge.offices.longest_name(words, index, min(6, limit))
        if holder is not None and (holder[0] > 1 or parse.entity_of[index] >= 0):
            yield Atom(index, index + holder[0], "person", holders=holder[1])
    posts = tuple(_posts(parse, index, limit, owner, knowledge))
    yield from posts
    if demonym is not None:
        yield Atom(index, index + demonym[0], "demonym", demonym=demonym[1])
    if toponym is not None:
        yield Atom(index, toponym.last, "toponym", toponym=toponym, land=_land(toponym, knowledge))
    if capital and named is None and demonym is None and toponym is None:
        body = named_body(parse, index)
        if body is not None:
            yield Atom(index, body, "entity", label="ORG")
    if capital and (named is None or named[0] == 1):
        titled = max((post.last for post in posts), default=index)
        seen = recognised(parse, index, titled, knowledge)
        if seen is not None:
            yield Atom(index, seen[1], seen[0], label="ORG" if seen[0] == "entity" else "PERSON")


def _land(toponym: Toponym, knowledge: Knowledge) -> str | None:
    """The state in which the best known place of that name lies."""
    entries = [entry for one in toponym.ids if (entry := knowledge.gazetteer.get(one)) is not None]
    best = best_known(entries)
    return best.country if best is not None else None


def _posts(parse: Parse, index: int, limit: int, owner: int, knowledge: Knowledge) -> Iterator[Atom]:
    """The title and the role noun at a token; none that only joins an owner's name and a shorter one ("EU leaders")."""
    words = parse.words
    title = knowledge.offices.longest_title(words, index, min(8, limit))
    if title is not None and title[0] > 2 and title[1].sector == ANY_SECTOR and "for" in parse.lowers[index + 1 : index + title[0]]:
        # "spokesman for the group": the group is a mention of its own
        title = knowledge.offices.longest_title(words, index, parse.lowers[index + 1 : index + title[0]].index("for") + 1)
    if title is not None and not _joins(parse, index, index + title[0], owner, knowledge):
        role = knowledge.roles.find(parse.phrase(index, index + title[0]))
        yield Atom(index, index + title[0], "title", title=title[1], role=role)
    role_here = knowledge.roles.longest(words, index, min(6, limit))
    if role_here is not None and not _joins(parse, index, index + role_here[0], owner, knowledge):
        yield Atom(index, index + role_here[0], "role", role=role_here[1])


def _joins(parse: Parse, first: int, last: int, owner: int, knowledge: Knowledge) -> bool:
    """Whether the tokens are an owner's name and a shorter title, or a small word and the first of a name ("opposition Movement")."""
    if last - first < 2:
        return False
    words = parse.words
    if words[first].islower() and words[last - 1][:1].isupper():
        return True
    if owner and _ends_alike(words, first + owner, last, knowledge):
        return True
    inner = range(first + 1, last - 1)
    return any(words[i][:1].isupper() and words[first].islower() and _ends_alike(words, last - 1, last, knowledge) for i in inner)


def _ends_alike(words: Sequence[str], begin: int, end: int, knowledge: Knowledge) -> bool:
    """Whether a title or role noun of its own fills these tokens."""
    if begin >= end:
        return False
    title = knowledge.offices.longest_title(words, begin, end - begin)
    role = knowledge.roles.longest(words, begin, end - begin)
    return (title is not None and begin + title[0] == end) or (role is not None and begin + role[0] == end)


def _named(parse: Parse, index: int, limit: int, knowledge: Knowledge) -> tuple[int, tuple[Named, ...]] | None:
    """The longest known name at a token; of "ISIS in Libya" the group alone, since where it stands is no part of its name."""
    named = knowledge.actors.longest(parse.words, index, min(8, limit))
    if named is not None and named[0] == 3 and parse.lowers[index + 1] == "in":
        alone = knowledge.actors.longest(parse.words, index, 1)
        return alone or named
    return named


def _stands(parse: Parse, first: int, last: int, named: tuple[Named, ...]) -> bool:
    """Whether a known name stands in the text as a name: a strong one does, a weak one needs the recogniser's word."""
    entry, alias = named[0]
    word = parse.words[first]
    if last == first + 1 and word.isupper() and len(word) <= 3 and parse.lowers[first] in ("is", "it", "us", "who", "so"):
        return not _shouted(parse, first)
    if alias.strength == "strong" or entry.kind == "government":
        return True
    entity = parse.entity_of[first]
    if entity >= 0:
        return parse.entities[entity].label in NAMELIKE
    return parse.tags[last - 1].startswith("NNP") or last > first + 1


def _shouted(parse: Parse, index: int) -> bool:
    """Whether the sentence is in capitals throughout, so that "IS" may be the verb."""
    sentence = parse.sentence(index)
    words = parse.words[sentence.first : sentence.last]
    return not any(word.islower() for word in words)


def _family_first(atom: Atom) -> bool:
    """Whether a known person's name begins with the family name ("Ban Ki-moon", "Xi Jinping")."""
    countries = {holder.country for holder in atom.holders}
    given = any("-" in holder.name and holder.name.rsplit("-", 1)[-1].islower() for holder in atom.holders)
    return given or not countries.isdisjoint(FAMILY_FIRST)


def _with_surnames(parse: Parse, found: list[Atom]) -> list[Atom]:
    """The atoms, further mentions of the surnames of persons named in full among them.

    A surname that is a state's or a town's as well ("Holland") means the person once he is named.
    """
    persons = [atom for atom in found if atom.sort == "person" and atom.last - atom.first > 1]
    surnames = {parse.words[atom.last - 1] for atom in persons}
    surnames |= {parse.words[atom.first] for atom in persons if _family_first(atom)}
    kept: list[Atom] = []
    covered: set[int] = set()
    for atom in found:
        covered.update(range(atom.first, atom.last))
        single = atom.last == atom.first + 1 and parse.words[atom.first] in surnames
        if single and (atom.sort == "toponym" or (atom.sort == "actor" and atom.of_state)):
            kept.append(Atom(atom.first, atom.last, "person", label="surname"))
        else:
            kept.append(atom)
    kept.extend(
        Atom(index, index + 1, "person", label="surname")
        for index, word in enumerate(parse.words)
        if word in surnames and index not in covered and word[:1].isupper() and parse.pos[index] in NAMING
    )
    return kept
