"""Persons, with the titles that stand before their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dateline.extract.atoms import PARTICLES, SUFFIXES, Atom, Atoms
from dateline.extract.recognised import HONORIFICS, LOCATIVE, POSSESSIVES
from dateline.extract.role_nouns import one_person
from dateline.knowledge.first_names import first_names
from dateline.model.actor import ActorKind, ActorMention
from dateline.model.parse import Parse

SENT = frozenset("envoy ambassador representative adviser advisor coordinator rapporteur correspondent mediator".split())
UNKNOWN_BODY = "person with title of an unknown body"
QUALIFIERS = frozenset(
    "former late acting ex deposed ousted exiled outgoing incoming deputy then interim veteran senior chief top disgraced toppled slain "
    "fellow caretaker transitional provisional self-proclaimed self-declared self-styled embattled incumbent elected wartime".split()
)


NAMED_BODIES = frozenset({"organisation", "armed-group", "party", "media", "company"})


RANKS = frozenset(
    "general gen major maj colonel col lieutenant lt captain capt brigadier brig admiral adm vice rear commodore marshal field air chief "
    "sergeant sgt corporal cpl inspector superintendent".split()
)


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands before a name: where it begins, the title in it, whose it is, the sector of a rank beside the title."""

    first: int
    title: Atom | None = None
    owner: Atom | None = None
    ranked: str | None = None


def persons(parse: Parse, found: Atoms) -> Iterator[ActorMention]:
    """The mentions of persons by name, title included ("Italian Foreign Minister Maria Rossi")."""
    for atom in found.all:
        if atom.sort == "person":
            yield _body(parse, found, atom) or _mention(parse, found, atom)
        elif atom.sort in ("title", "role"):
            named = _after_title(parse, found, atom) or _after_comma(parse, found, atom)
            if named is not None:
                yield _mention(parse, found, named)


def _body(parse: Parse, found: Atoms, atom: Atom) -> ActorMention | None:
    """An organisation or group whose name the recogniser took for a person's: "rights group Vida Nueva", "militia Ansar Haq"."""
    before = found.ending(atom.first - 1) if atom.first and not atom.holders and atom.label == "PERSON" else None
    role = before.role if before is not None else None
    if before is None or role is None or role.number == "plural" or role.role.kind not in NAMED_BODIES or one_person(before):
        return None
    if not parse.words[before.last - 1].islower() or parse.sentence_of[before.first] != parse.sentence_of[atom.first]:
        return None
    kind: ActorKind = role.role.kind  # type: ignore[assignment]
    return ActorMention(
        span=parse.span(before.first, atom.last), first=before.first, last=atom.last, head=atom.last - 1, form="name",
        rule="name behind a role", confidence=0.75, kind=kind, name=parse.phrase(atom.first, atom.last), sector=before.sector,
    )  # fmt: skip


def _after_title(parse: Parse, found: Atoms, atom: Atom) -> Atom | None:
    """The capitalised words right after a singular title that nothing else knows: a name the recogniser missed."""
    index = atom.last
    if index >= len(parse) or found.over(index) is not None or not _singular_person(parse, atom):
        return None
    if not _name_word(parse, index) or not (parse.words[atom.first][:1].isupper() or parse.lowers[atom.first] in HONORIFICS):
        return None
    entity = parse.entity_of[index]
    if parse.sentence_of[index] != parse.sentence_of[atom.first] or (entity >= 0 and parse.entities[entity].first < index):
        return None  # in "the Party National Convention" the last word is no name of its own
    return Atom(index, index + 1, "person", label="title")


def _after_comma(parse: Parse, found: Atoms, atom: Atom) -> Atom | None:
    """A name between commas behind a title and its charge, which nothing else knows: "the envoy to Niger, Ola Berg, left"."""
    if atom.title is None or not _singular_person(parse, atom):
        return None
    limit = min(parse.sentence(atom.first).last, atom.last + 8)
    begin = next((i + 1 for i in range(atom.last, limit) if parse.words[i] == ","), limit)
    if begin > atom.last + 1 and parse.lowers[atom.last] not in ("of", "for", "to", "in", "at", "on"):
        return None
    end = begin
    while end < limit and found.at[end] < 0 and parse.entity_of[end] < 0 and _name_word(parse, end) and parse.words[end].isalpha():
        end += 1
    closed = end < len(parse) and parse.words[end] == ","
    return Atom(begin, end, "person", label="title") if closed and end - begin in (2, 3) else None


def _singular_person(parse: Parse, atom: Atom) -> bool:
    if atom.title is not None:
        return parse.tags[atom.last - 1] not in ("NNS", "NNPS")
    return one_person(atom)


def _name_word(parse: Parse, index: int) -> bool:
    return parse.pos[index] == "PROPN" and parse.words[index][:1].isupper()


def _mention(parse: Parse, found: Atoms, atom: Atom) -> ActorMention:
    begin, last = _charge_end(parse, found, _name_begin(parse, found, atom), atom.last), _name_end(parse, found, atom)
    lead = _lead(parse, found, begin)
    title = lead.title
    owner = lead.owner
    return ActorMention(
        span=parse.span(lead.first, last),
        first=lead.first,
        last=last,
        head=last - 1,
        form="name",
        rule=_rule(parse, lead),
        confidence=0.95 if title is not None or atom.holders else 0.85 if last - atom.first > 1 else 0.75,
        kind="person",
        name=parse.phrase(begin, last),
        candidates=tuple(dict.fromkeys(holder.id for holder in atom.holders)),
        title=_title(parse, title) if title is not None else None,
        country=owner.country if owner is not None and (owner.of_state or owner.sort == "toponym") else None,
        sector=(title.sector or lead.ranked) if title is not None else None,
        affiliation=owner.named[0][0].id if owner is not None and owner.named else None,
    )


def _title(parse: Parse, title: Atom) -> str:
    """The title as printed; of one in the plural the singular."""
    printed = parse.phrase(title.first, title.last)
    return title.title.title if title.title is not None and _many(parse, title) else printed


def _many(parse: Parse, title: Atom) -> bool:
    printed = parse.phrase(title.first, title.last).lower()
    return title.title is not None and printed == (title.title.plural or "").lower()


def _rule(parse: Parse, lead: Lead) -> str:
    if lead.title is None:
        return "person by name"
    unknown = lead.owner is not None and lead.owner.sort in ("entity", "toponym")
    return UNKNOWN_BODY if unknown or _many(parse, lead.title) else "person with title"


def _name_begin(parse: Parse, found: Atoms, atom: Atom) -> int:
    """Where the name begins: at a first name that the recogniser left out."""
    first, limit = atom.first, parse.sentence(atom.first).first
    while first > limit and found.at[first - 1] < 0 and _name_word(parse, first - 1):
        attached = parse.deps[first - 1] in ("compound", "nmod") and first <= parse.heads[first - 1] < atom.last
        if not attached or parse.words[first - 1].endswith(".") or parse.entity_of[first - 1] >= 0:
            break
        first -= 1
    return first


def _charge_end(parse: Parse, found: Atoms, first: int, last: int) -> int:
    """Where a name begins behind the charge of a title that the recogniser joined to it: "Commissioner for Peace Juan Rojas"."""
    charged = last - first > 2 and first > 1 and parse.lowers[first - 1] in ("for", "of") and found.ending(first - 2) is not None
    known = first_names()
    return first + 1 if charged and known.gender(parse.words[first]) is None and known.gender(parse.words[first + 1]) is not None else first


def _name_end(parse: Parse, found: Atoms, atom: Atom) -> int:
    """Where the name ends: further capitalised words and particles ("al-", "van der") that nothing else claims."""
    last, limit = atom.last, min(len(parse), parse.sentence(atom.first).last, atom.first + 6)
    while last < limit:
        reach = last
        while reach < limit and parse.lowers[reach] in PARTICLES and parse.words[reach] not in (".", "'", "’"):
            reach += 1
        if reach < limit and parse.lowers[reach] in SUFFIXES:
            return reach + 1
        after = found.starting(reach)
        if reach < limit and after is not None and after.sort == "person" and _name_word(parse, reach):
            last = after.last
        elif reach < limit and found.at[reach] < 0 and _name_word(parse, reach) and _joined(parse, last, reach):
            last = reach + 1
        else:
            break
    return last


def _joined(parse: Parse, last: int, reach: int) -> bool:
    """Whether the word belongs to the name before it: by the parse, by a particle, or inside one recognised name."""
    if reach > last:
        return (parse.starts[last] - parse.ends[last - 1] <= 1 and parse.words[last] != "-") or parse.starts[last] == parse.ends[last - 1]
    same = parse.entity_of[reach] >= 0 and parse.entity_of[reach] == parse.entity_of[last - 1]
    return same or (parse.deps[last - 1] == "compound" and parse.heads[last - 1] >= reach)


def _lead(parse: Parse, found: Atoms, first: int) -> Lead:
    """Titles, honorifics, and the state or organisation they belong to, leftwards from a name."""
    lead, sentence = Lead(first), parse.sentence(first).first
    while lead.first > sentence:
        step = _step(parse, found, lead)
        if step is None:
            break
        lead = step
    return lead


def _step(parse: Parse, found: Atoms, lead: Lead) -> Lead | None:
    token = lead.first - 1
    atom = found.ending(token)
    if atom is not None and atom.sort in ("title", "role") and lead.owner is None and _may_lead(parse, atom, lead):
        if lead.title is not None and rank(parse.phrase(lead.title.first, lead.title.last)) and _singular_person(parse, atom):
            return Lead(atom.first, atom, lead.owner, lead.title.sector)
        return Lead(atom.first, lead.title or atom, lead.owner, lead.ranked)
    if lead.title is not None and lead.owner is None:
        owner = atom if atom is not None else found.ending(token - 1) if parse.words[token] in POSSESSIVES else None
        if owner is not None and owner.sort in ("actor", "demonym", "toponym", "entity") and not _located(parse, owner):
            return Lead(owner.first, lead.title, owner, lead.ranked)
    lower = parse.lowers[token]
    if lower in HONORIFICS:
        return replace(lead, first=token)
    if lead.title is None and parse.words[token][:1].isupper():
        return _long_title(parse, found, lead)
    if lower in QUALIFIERS and (lead.title is not None or found.at[token] >= 0):
        return replace(lead, first=token)
    return None


def _long_title(parse: Parse, found: Atoms, lead: Lead) -> Lead | None:
    """A capitalised title with its charge between it and the name: "Minister for the Middle East Maria Rossi"."""
    owner: Atom | None = None
    for token in range(lead.first - 1, max(parse.sentence(lead.first).first, lead.first - 7), -1):
        atom = found.ending(token)
        owner = atom if atom is not None and atom.of_state else owner
        if parse.lowers[token] in ("for", "of", "to"):
            title = found.ending(token - 1)
            if title is None or title.sort not in ("title", "role") or not _singular_person(parse, title):
                continue
            charge = found.starting(token + 1)
            whole = charge is not None and charge.last == lead.first and charge.sort in ("toponym", "actor")
            if whole or parse.words[title.first][:1].isupper():
                sent = not SENT.isdisjoint(parse.lowers[title.first : title.last])  # an envoy to Syria is not Syria's
                return Lead(title.first, title, None if sent else owner)
        elif not parse.words[token][:1].isupper() and parse.lowers[token] not in ("the", "and"):
            return None
    return None


def rank(title: str) -> bool:
    """Whether a title is a military or police rank, which tells less than an office beside it ("army spokesman Colonel ...")."""
    return all(word.rstrip(".") in RANKS for word in title.lower().replace("-", " ").split())


def _may_lead(parse: Parse, atom: Atom, lead: Lead) -> bool:
    """Whether a title or role noun is one that stands before a name: a single person's, or the body before his title."""
    if _singular_person(parse, atom):
        return True
    if lead.title is None:  # "Foreign Ministers Maria Rossi and Grace Wanjiku"
        return atom.title is not None and parse.words[atom.first][:1].isupper()
    return atom.role is not None and atom.role.number == "collective"


def _located(parse: Parse, owner: Atom) -> bool:
    before = parse.lowers[owner.first - 1] if owner.first else ""
    return owner.demonym is None and before in LOCATIVE | {"from", "to"}
