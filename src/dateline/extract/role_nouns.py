"""Actors named by what they are: "the Italian army", "IS fighters", "ministers from the 23 countries", "the rebels"."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from dateline.extract.atoms import Atom, Atoms
from dateline.extract.recognised import POSSESSIVES
from dateline.extract.shared_roles import SHARED_ROLE, sharing
from dateline.knowledge.roles import Role
from dateline.model.actor import ActorKind, ActorMention, MentionForm
from dateline.model.parse import Parse

OF_A_PLACE = "role of a place"
BESIDE = "description beside a name"
BEFORE_EVENT = "role before an event"
SHARED = frozenset(
    "war conflict crisis fighting violence unrest clash talk negotiation dialogue meeting summit relation election vote trade".split()
)
ADJECTIVAL = frozenset("military terrorist civilian security extremist suicide crowd family".split())  # they tell no doer
MODIFIER_TAGS = frozenset("DT PRP$ WP$ CD JJ JJR JJS VBN VBG NN NNS NNP NNPS POS HYPH PDT `` '' AFX".split())
POSSESSING = frozenset({"PRP$", "WP$"})
STANCE = frozenset(
    "led backed allied supported aligned based born funded trained brokered sponsored controlled run held occupied style owned "
    "armed dominated friendly".split()
)
ATTITUDE = frozenset("pro anti counter non ex".split())
LINKS = frozenset({"of", "from", "for", "within"})
UNOWNED = frozenset("CVL REF OPP LAB PPL MED HLH EDU AGR BUS".split())  # sectors whose "from" tells a way, not an owner
GROUPING = frozenset("countries nations states members allies partners powers governments capitals".split())
VESSELS = frozenset(
    "drone jet helicopter gunship plane warplane ship warship vessel frigate destroyer submarine carrier boat tank cell".split()
)
SINGLE = frozenset("republic kingdom country nation state ally neighbour neighbor partner power capital".split())
MEASURING = frozenset("least most more than no another such only even both up about around nearly almost".split())
FEW = frozenset("two three four five both 2 3 4 5 many some several other most".split())
LOOSE = frozenset(
    "campaign campaigns business businesses market markets source sources body bodies head security press mission missions "
    "society majority casualty casualties house caucus caucuses bank banks exchange exchanges website websites television patrol "
    "patrols clinic "
    "channel channels branch branches summit summits conference conferences congress meeting talks session".split()
)
TOXIC = frozenset("nerve chemical toxic warfare blister biological poison sarin mustard choking".split())
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight".split())
HOUSES = frozenset(
    "school hospital university college court church mosque temple prison jail hotel station airport embassy consulate museum library "
    "industry community division subject club theatre theater cinema shop store factory clinic newspaper court-martial family pact".split()
)
SENT = frozenset("envoy representative rapporteur coordinator mediator adviser advisor researcher analyst delegate".split())
NAMED_AFTER = frozenset("movement party front group faction brigade league militia network alliance cartel gang bloc".split())
SEATS = frozenset("palace office headquarters mansion compound building residence".split())
DOING = frozenset({"nsubj", "agent"})
SAYING = frozenset("say tell add report confirm warn claim deny insist suggest quote indicate describe".split())
INSIDE = frozenset({"compound", "amod", "nmod", "npadvmod", "quantmod"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose the role is: a state, an organisation or group, a town (``local``), and where the words for it begin and end."""

    country: str | None
    actor: str | None
    first: int
    last: int
    local: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase with a role noun at its end: its tokens, its head, whose it is, its number."""

    first: int
    last: int
    head: int
    atom: Atom
    owner: Owner | None
    plural: bool


def nominals(parse: Parse, found: Atoms, claimed: list[bool], events: Container[str]) -> Iterator[ActorMention]:
    """The mentions made by role nouns that no person's name has claimed; what they cover is claimed as well.

    events: lemmas of nouns that tell an event, before which a role noun names who does it ("rebel attacks").
    """
    for atom in reversed(found.all):
        if atom.sort not in ("title", "role") or claimed[atom.last - 1]:
            continue
        if _no_party(parse, atom) and not describes(parse, found, atom):
            continue
        named = found.starting(atom.last)
        if named is not None and named.sort == "actor" and not named.of_state and parse.tags[atom.last - 1] not in ("NNS", "NNPS"):
            continue  # "the paramilitary Rapid Support Forces", "rebel group M23"
        if _modifies(parse, atom):
            nominal = parse.pos[atom.last - 1] == "NOUN" and parse.lemmas[atom.last - 1] not in ADJECTIVAL | VESSELS
            if nominal and acts_in(parse, atom, events) and not claimed[atom.last]:
                claimed[atom.first : atom.last] = [True] * (atom.last - atom.first)
                yield _doer(parse, atom)
            continue
        phrase = _phrase(parse, found, atom, claimed)
        if phrase is None:
            continue
        mention = _described(parse, phrase) if describes(parse, found, atom) else _mention(parse, found, phrase)
        begin = mention.first + (parse.tags[mention.first] in POSSESSING)  # "its" in "its army" is a mention of its own
        claimed[begin : mention.last] = [True] * (mention.last - begin)
        yield mention
        owner = phrase.owner if phrase.plural and phrase.owner is not None and phrase.owner.country and not phrase.owner.local else None
        for other in sharing(parse, found, (owner.first, owner.last), phrase.head) if owner is not None else ():
            claimed[other.first : other.last] = [True] * (other.last - other.first)
            form: MentionForm = "demonym" if other.demonym is not None else "place-name"
            yield replace(mention, span=parse.span(other.first, other.last), first=other.first, last=other.last, head=other.last - 1,
                          form=form, rule=SHARED_ROLE, country=other.country, title=None, plural=True)  # fmt: skip


def acts_in(parse: Parse, atom: Atom, events: Container[str]) -> bool:
    """Whether the words stand right before a noun that tells what they do ("army shelling"); wars and crises have no one doer."""
    above = parse.heads[atom.last - 1]
    close = atom.last <= above <= atom.last + 2 and parse.words[atom.last] != "-"
    return close and parse.pos[above] == "NOUN" and parse.lemmas[above] in events and parse.lemmas[above] not in SHARED


def describes(parse: Parse, found: Atoms, atom: Atom) -> bool:
    """Whether the noun stands beside the name of a state and tells what it is to others: "Iran, Syria's main ally,"."""
    head = atom.last - 1
    if parse.lowers[head] not in SINGLE | {"member"}:
        return False
    named = found.over(parse.heads[head]) if parse.deps[head] == "appos" else found.over(parse.sentence(head).first)
    if named is None or not named.of_state or named.last > atom.first:
        return False
    opening = parse.words[named.last] == "," == parse.words[min(atom.last, len(parse) - 1)] and parse.deps[named.last - 1] == "ROOT"
    return parse.deps[head] == "appos" or (parse.deps[head] == "nsubj" and opening)


def _described(parse: Parse, phrase: Phrase) -> ActorMention:
    return ActorMention(
        span=parse.span(phrase.first, phrase.last), first=phrase.first, last=phrase.last, head=phrase.head, form="nominal",
        rule=BESIDE, confidence=0.75, kind="government",
    )  # fmt: skip


def _doer(parse: Parse, atom: Atom) -> ActorMention:
    """The mention of a role noun before the noun of an event: it stands for all of its kind."""
    kind: ActorKind = atom.role.role.kind if atom.role is not None else "person"  # type: ignore[assignment]
    sector = atom.role.role.sector if atom.role is not None else atom.sector
    return ActorMention(
        span=parse.span(atom.first, atom.last), first=atom.first, last=atom.last, head=atom.last - 1, form="nominal",
        rule=BEFORE_EVENT, confidence=0.6, kind=kind, sector=sector, plural=True,
    )  # fmt: skip


def _no_party(parse: Parse, atom: Atom) -> bool:
    """Whether the noun names no party here: a document, a single country, a few countries, "sources" that do not speak."""
    head = atom.last - 1
    word = parse.lowers[head]
    if word in ("agent", "agents") and parse.lowers[head - 1] in TOXIC and head:
        return True
    if (word in SINGLE and atom.last - atom.first == 1) or (atom.role is not None and atom.role.role.kind == "document"):
        return True
    if atom.last - atom.first == 1 and parse.lemmas[head] in HOUSES and parse.deps[head] not in DOING:
        return True
    if parse.lemmas[head] in SEATS and parse.deps[head] not in DOING:
        return True
    if any(parse.lowers[child] == "both" for child in parse.children[head]):
        return True
    if word in LOOSE and atom.last - atom.first == 1:
        above = parse.heads[head]
        return parse.lemmas[above] not in SAYING and parse.lowers[parse.heads[above]] != "according"
    return word in GROUPING and any(parse.lowers[child] in FEW for child in parse.children[head])


def _modifies(parse: Parse, atom: Atom) -> bool:
    """Whether the role noun only modifies a noun to its right ("police station"), or is no noun here at all."""
    head = atom.last - 1
    if parse.pos[head] in ("VERB", "AUX", "ADV", "ADP", "SCONJ", "INTJ"):  # but for a noun in a row of nouns, "fighters and militias"
        return not (parse.tags[head] == "VBZ" and parse.deps[head] == "conj" and parse.pos[parse.heads[head]] in ("NOUN", "PROPN"))
    above = parse.heads[head]
    if parse.tags[above] == "VBZ" and parse.deps[head] == "compound":
        return False  # "Sudan army rebuffs call": the headline's verb taken for a noun
    if parse.deps[head] in INSIDE and above > head and parse.pos[above] in ("NOUN", "PROPN", "VERB", "ADJ"):
        between = parse.words[head + 1 : above]
        return all(word not in (",", ";", ":") for word in between)
    following = parse.words[head + 1] if head + 1 < len(parse) else ""
    return following == "-" and parse.starts[head + 1] == parse.ends[head]


def _phrase(parse: Parse, found: Atoms, atom: Atom, claimed: list[bool]) -> Phrase | None:
    first = _left_edge(parse, found, atom, claimed)
    owner = _owner_before(parse, found, first, atom.first)
    last = atom.last
    if owner is None:
        owner = _owner_after(parse, found, atom)
        if owner is not None and _may_reach_over(atom) and parse.lowers[last - 1] != "member":
            last = owner.last
    plural = parse.tags[atom.last - 1] in ("NNS", "NNPS") or (atom.role is not None and atom.role.number == "plural")
    if parse.lowers[atom.last - 1] == "member" and parse.deps[atom.last - 1] == "attr":
        return None
    if parse.deps[atom.last - 1] == "pobj" and parse.lowers[parse.heads[atom.last - 1]] == "as":
        return None  # "acted as guarantors" tells a part, it names nobody
    if not plural and one_person(atom) and not _determined(parse, first, atom, owner):
        return None
    return Phrase(first, last, atom.last - 1, atom, owner, plural)


def one_person(atom: Atom) -> bool:
    """Whether a title or role noun means a single person: "a minister", "the fighter", but no vessel or vehicle."""
    if atom.role is None:
        return True
    return atom.role.number == "singular" and atom.role.role.head not in VESSELS


def _may_reach_over(atom: Atom) -> bool:
    """Whether the words for the owner belong to the mention: always but after a single person ("leader of ...")."""
    return not one_person(atom) or atom.role is None


def _determined(parse: Parse, first: int, atom: Atom, owner: Owner | None) -> bool:
    """Whether a singular person noun has a determiner or an owner, or stands beside a name: a bare one is no mention."""
    if owner is not None or first < atom.first:
        return True
    return atom.title is not None and first > 0 and parse.words[first - 1] == ","


def _left_edge(parse: Parse, found: Atoms, atom: Atom, claimed: list[bool]) -> int:
    """The first token of the noun phrase that the role noun ends."""
    edge, limit = atom.first, parse.sentence(atom.first).first
    reach = max(limit, min(edge, *(parse.left[t] for t in range(atom.first, atom.last))), edge - 12)
    while edge > limit and not claimed[edge - 1]:
        token = edge - 1
        before = found.over(token)
        known = before is not None and before.sort in ("demonym", "actor", "toponym", "entity") and not _after_preposition(parse, before)
        if token < reach and not (known and edge >= reach):
            break
        if parse.tags[token] == "VBN" and token > limit and parse.tags[token - 1] in ("NN", "NNS"):
            break  # "the ministry scrambled jets" with the verb taken for a participle
        if parse.tags[token] not in MODIFIER_TAGS and not known and parse.words[token] not in POSSESSIVES:
            break
        edge = before.first if known and before is not None else token
    while edge < atom.first and (
        parse.pos[edge] in ("PUNCT", "PART", "SYM") or parse.words[edge] in POSSESSIVES or parse.lowers[edge] in MEASURING | DAYS
    ):
        edge += 1
    return edge


def _after_preposition(parse: Parse, atom: Atom) -> bool:
    return atom.first > 0 and parse.pos[atom.first - 1] == "ADP" and parse.deps[atom.last - 1] == "pobj"


def _owner_before(parse: Parse, found: Atoms, first: int, stop: int) -> Owner | None:
    """The state or organisation named inside the phrase before its role noun; "US-led" names none."""
    for token in range(stop - 1, first - 1, -1):
        atom = found.ending(token)
        if atom is not None and not stance(parse, atom):
            owner = owner_of(atom)
            if owner is not None:
                return owner
    return None


def stance(parse: Parse, atom: Atom) -> bool:
    """Whether the name is part of a compound that tells an attitude: "US-led", "pro-Russian"."""
    after, before = atom.last, atom.first - 1
    led = after + 1 < len(parse) and parse.words[after] == "-" and parse.lowers[after + 1] in STANCE
    pro = (before > 0 and parse.words[before] == "-" and parse.lowers[before - 1] in ATTITUDE) or (
        before >= 0 and parse.lowers[before].rstrip("-") in ATTITUDE
    )
    return led or pro


def owner_of(atom: Atom) -> Owner | None:
    """Whose something is when this atom stands before it: a state by name, demonym or capital; a group by name."""
    if atom.sort == "demonym" or atom.of_state:
        return Owner(atom.country, None, atom.first, atom.last)
    if atom.sort == "actor":
        entry = atom.named[0][0]
        return Owner(entry.country, entry.id, atom.first, atom.last)
    if atom.sort == "toponym" and atom.land is not None:
        return Owner(atom.land, None, atom.first, atom.last, local=True)
    return None


def _owner_after(parse: Parse, found: Atoms, role: Atom) -> Owner | None:
    """The owner told after the role noun: "of Iraq", "from the 23 countries", "for the Ukrainian navy"."""
    index = role.last
    if index >= len(parse) or parse.lowers[index] not in LINKS:
        return None
    if parse.lowers[index] == "for" and (not one_person(role) or parse.lemmas[role.last - 1].lower() in SENT):
        return None  # "a brigade for Mali" is not Mali's, nor is an envoy for Mali
    if parse.lowers[index] == "from" and role.role is not None and role.role.role.sector[:3] in UNOWNED:
        return None
    token, limit = index + 1, min(index + 8, parse.sentence(index).last)
    state: Owner | None = None
    while token < limit:
        if parse.lowers[token] in GROUPING:
            return Owner(None, None, token, token + 1) if token > index + 1 else None
        atom = found.starting(token)
        if atom is None:
            if parse.tags[token] not in MODIFIER_TAGS:
                return None
            token += 1
            continue
        owner = owner_of(atom)
        if owner is not None and _ends_phrase(parse, atom):
            named = bool(atom.named) and atom.named[0][1].form == "place-name"
            led = owner.local and role.role is not None and role.role.role.sector.startswith("MIL")
            return None if parse.lowers[index] == "from" and (named or led) else owner  # "the ambassador from Vilnius" is on his way
        if owner is None:
            return replace(state, last=atom.last) if state is not None and atom.sort in ("role", "title") else None
        state, token = owner, atom.last
    return None


def _ends_phrase(parse: Parse, atom: Atom) -> bool:
    """Whether the name is the head of its phrase, not the modifier of a noun that follows ("of the EU mission")."""
    head = atom.last - 1
    owning = atom.last < len(parse) and parse.words[atom.last] in POSSESSIVES
    return not owning and not (parse.deps[head] in INSIDE and parse.heads[head] >= atom.last)


def _mention(parse: Parse, found: Atoms, phrase: Phrase) -> ActorMention:
    atom, owner = phrase.atom, phrase.owner
    named = _proper_name(parse, found, phrase)
    if owner is not None and owner.local and owner.last == phrase.head and parse.lowers[phrase.head] in NAMED_AFTER:
        named, owner = parse.phrase(owner.first, phrase.head + 1), None  # "the Bayan movement" is called so, it need not be of a town
    sector = _sector_of_owner(parse, found, phrase) or (atom.role.role.sector if atom.role is not None else atom.sector)
    kind: ActorKind = "coalition" if parse.lowers[phrase.head] in GROUPING else _kind(atom, phrase.plural)
    owned = _whose(parse, found, range(phrase.first + 1, phrase.head)) if kind == "government" else None
    if owned is not None and owned.kind == "armed-group":
        kind, sector = "armed-group", owned.sector  # the rebels' council governs nobody
    return ActorMention(
        span=parse.span(phrase.first, phrase.last),
        first=phrase.first,
        last=phrase.last,
        head=phrase.head,
        form="name" if named else "nominal",
        rule=_rule(named, owner),
        confidence=0.8 if owner is not None or named else 0.65,
        kind=kind,
        name=named,
        title=parse.phrase(atom.first, atom.last) if kind == "person" and not phrase.plural else None,
        country=owner.country if owner is not None else None,
        sector=sector,
        plural=phrase.plural,
        affiliation=owner.actor if owner is not None else None,
    )


def _sector_of_owner(parse: Parse, found: Atoms, phrase: Phrase) -> str | None:
    """The sector of the party or group described beside an office ("the rebels' negotiator", "head of the rebels' council"), or None."""
    if phrase.plural or phrase.owner is not None or not one_person(phrase.atom):
        return None
    role = _whose(parse, found, range(phrase.first + 1, phrase.atom.first))
    if role is None and parse.lowers[phrase.head + 1 : phrase.head + 2] == ("of",):
        role = _whose(parse, found, range(phrase.head + 2, min(phrase.head + 6, parse.sentence(phrase.head).last)))
    return role.sector if role is not None and role.kind in ("party", "armed-group", "organisation", "company") else None


def _whose(parse: Parse, found: Atoms, tokens: range) -> Role | None:
    """The role noun that owns something among the tokens: "rebels" in "the rebels' council"."""
    mark = next((token for token in tokens if parse.words[token] in POSSESSIVES), None)
    owner = found.ending(mark - 1) if mark is not None else None
    return owner.role.role if owner is not None and owner.role is not None else None


def _rule(named: str | None, owner: Owner | None) -> str:
    if named is not None:
        return "name of an organisation"
    return "role noun" if owner is None else OF_A_PLACE if owner.local else "role of an owner"


def _kind(atom: Atom, plural: bool) -> ActorKind:
    if one_person(atom) and not plural:
        return "person"
    kind: ActorKind = atom.role.role.kind if atom.role is not None else "person"  # type: ignore[assignment]
    return "population" if kind == "person" else kind


def _proper_name(parse: Parse, found: Atoms, phrase: Phrase) -> str | None:
    """The name at the end of the phrase, where it is one: capitalised words of which one is no lexicon's ("Liberty Party")."""
    if not parse.words[phrase.head][:1].isupper() or parse.words[phrase.head].isupper():
        return None
    first = phrase.atom.first
    while first > phrase.first and (parse.words[first - 1][:1].isupper() or parse.words[first - 1] == "-"):
        first -= 1
    while first < phrase.head and parse.pos[first] in ("DET", "NUM", "PUNCT"):
        first += 1
    free = [i for i in range(first, phrase.atom.last) if found.at[i] < 0 and parse.pos[i] in ("PROPN", "ADJ")]
    return parse.phrase(first, phrase.atom.last) if free else None
