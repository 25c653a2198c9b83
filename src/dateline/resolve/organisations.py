"""Organisations, groups and states: known names, unknown names with their short forms, roles of an owner."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dateline.extract.recognised import POSSESSIVES
from dateline.knowledge.actors import ActorEntry
from dateline.model.actor import ActorKind, ActorMention
from dateline.resolve.identities import Identity, Scene, of_entry, seat, sectored, slug

ALIKE = 4  # letters in which two spellings of a word agree
LONGEST_GAP = 4  # tokens between a long name that the recogniser cut short and its short form
OF_A_PLACE = "role of a place"  # the extractor's rule for "Kano officials", who are not their state's
LOCAL = frozenset({"GOV", "LEG", "COP", "JUD", "EDU", "MED", "BUS", "NGO"})
UNRULED = frozenset({"REB", "UAF", "CRM", "OPP", "LAB", "REF"})
DERIVED = frozenset("mission operation affiliate offshoot splinter branch faction wing arm proxy ally rival".split())
COMPASS = frozenset("north south east west".split())
BODIES = frozenset("Council Commission Union League Mission Agency Court Organization Organisation Movement Front Alliance Bloc".split())
FOLDING = frozenset({"armed-group", "coalition", "organisation", "party", "government", "armed-force", "parliament", "media", "company"})


def organisations(scene: Scene) -> dict[int, Identity]:
    """The identities of all mentions that name an organisation, a group or a state, or a role that belongs to one."""
    found: dict[int, Identity] = {}
    unknown: list[Identity] = []
    short = {told: _named(mention, unknown) for told, mention in own_short_names(scene)}
    own = frozenset(short)
    for number, mention in enumerate(scene.mentions):
        known = None if scene.mentions[min(number + 1, len(scene.mentions) - 1)].name in own else _in_brackets(number, scene)
        identity = known or (short.get(mention.name or "") if not mention.candidates or mention.name in own else None)
        identity = identity or _of(mention, scene, unknown)
        if identity is not None:
            found[number] = identity
            told = _short_name(scene, mention)
            if told is not None:
                short.setdefault(told, identity)
    return _clipped(scene, found)


def _clipped(scene: Scene, found: dict[int, Identity]) -> dict[int, Identity]:
    """The same, where one word of a longer name told before means its bearer rather than another so called ("the League")."""
    longer: dict[str, Identity] = {}
    leg = ((scene.mentions[n].name or "", identity) for n, identity in found.items() if identity.kind == "parliament")
    owned = {name: identity for name, identity in leg if identity.country not in home_of(scene, name)}
    full = {identity.id for n, identity in found.items() if " " in (scene.mentions[n].name or "")}
    for number, identity in found.items():
        mention = scene.mentions[number]
        words = (mention.name or "").split() if mention.form == "name" else []
        if len(words) == 1 and identity.kind != "person" and identity.id not in full and not words[0].isupper():
            told = owned.get(words[0]) or longer.get(words[0])
            found[number] = told if told is not None and (identity.known or words[0] in BODIES) else identity
        elif len(words) > 1 and identity.kind in ("organisation", "coalition", "party", "armed-group"):
            longer.update((word, identity) for word in words if word.istitle())
    return found


def home_of(scene: Scene, name: str) -> set[str | None]:
    """The states whose parliament has that name of its own."""
    return {entry.country for entry, _ in scene.knowledge.actors.named(name)}


def _short_name(scene: Scene, mention: ActorMention) -> str | None:
    """The acronym in brackets right behind a name: "the National Front for the Defence of the Constitution (FNDC)"."""
    words = scene.parse.words[mention.last : mention.last + 3]
    if mention.form != "name" or len(words) < 3 or (words[0], words[2]) != ("(", ")"):
        return None
    return words[1] if words[1].isupper() and len(words[1]) > 1 else None


def own_short_names(scene: Scene) -> Iterator[tuple[str, ActorMention]]:
    """The short names that an article gives to a body of its own though another is known by them: "the Cajamarca People's Army (KPA)"."""
    for mention, short in pairwise(scene.mentions):
        told = _short_name(scene, mention)
        unknown = told is not None and mention.kind != "person" and not mention.candidates and bool(short.candidates)
        if told is None or not unknown or short.name != told or not short_for(told, mention.name or ""):
            continue
        entry = scene.knowledge.actors.get(short.candidates[0])
        if entry is not None and _is_another(mention, entry, scene):
            yield told, mention


def _is_another(mention: ActorMention, entry: ActorEntry, scene: Scene) -> bool:
    """True for a name with a word that no name of the one known has, in an article that tells of no one else of that state."""
    known = {word[:ALIKE] for alias in (entry.name, *(each.text for each in entry.aliases)) for word in slug(alias).split("-")}
    foreign = any(word[:ALIKE] not in known for word in slug(mention.name or "").split("-") if len(word) > len("the"))
    at_home = entry.country is not None and any(
        each.country == entry.country or any(_country(one, scene) == entry.country for one in each.candidates)
        for each in scene.mentions
        if entry.id not in each.candidates
    )
    return foreign and not at_home


def _country(one: str, scene: Scene) -> str | None:
    """The state of a known actor."""
    entry = scene.knowledge.actors.get(one)
    return entry.country if entry is not None else None


def _in_brackets(number: int, scene: Scene) -> Identity | None:
    """The known actor whose short name follows an unknown long one in brackets: "the Organisation for ... (OSCE)"."""
    mention, parse = scene.mentions[number], scene.parse
    if mention.form == "pronoun" or mention.kind == "person" or mention.candidates or number + 1 >= len(scene.mentions):
        return None
    short = scene.mentions[number + 1]
    between = parse.words[mention.last : short.first]
    if not short.candidates or not 0 < len(between) <= LONGEST_GAP or between[-1] != "(" or "," in between:
        return None
    return _known(short, scene)


def _of(mention: ActorMention, scene: Scene, unknown: list[Identity]) -> Identity | None:
    if mention.form == "pronoun" or (mention.form == "name" and mention.kind == "person"):
        return None
    if mention.candidates:
        return _known(mention, scene)
    if mention.form == "place-name" and (mention.name or "").lower() in COMPASS:
        return _half(mention, scene)
    if mention.form == "place-name" and mention.name is not None:
        return Identity(f"place/{slug(mention.name or '')}", mention.name or "", "government", None, mention.country)
    if mention.form == "name" and mention.name:
        return _named(mention, unknown)
    if mention.form in ("demonym", "place-name") and mention.country is not None:
        return sectored(mention.country, mention.sector or "CVL", scene.parse.phrase(mention.first, mention.last), scene.knowledge)
    return _owned(mention, scene)


def _known(mention: ActorMention, scene: Scene) -> Identity | None:
    """The known actor that the words name: the first that existed on the day."""
    table = scene.knowledge.actors
    entries = [entry for one in mention.candidates if (entry := table.get(one)) is not None]
    living = [entry for entry in entries if entry.since is None or entry.since <= scene.day]
    living = living or [entry for entry in entries if entry.kind != "coalition"]  # no "US-led coalition" before its day
    if len(living) > 1:  # "Brussels" in an article that names the EU
        named = {one for other in scene.mentions if other.form == "name" for one in other.candidates[:1]}
        living = [entry for entry in living if entry.id in named] or living
    if living and living[0].id.endswith("-LEG"):
        owner = _owner_before(scene, mention) or seat(scene, mention.last)
        if owner is not None and owner != living[0].country:
            return sectored(owner, "LEG", scene.parse.phrase(mention.first, mention.last), scene.knowledge)
    return of_entry(living[0]) if living else None


def _owner_before(scene: Scene, mention: ActorMention) -> str | None:
    """The state whose name or demonym stands right before a name that several have ("Peru's Congress")."""
    parse, end = scene.parse, mention.first
    if end and parse.words[end - 1] in POSSESSIVES:
        end -= 1
    for begin in range(max(0, end - 3), end):
        known = scene.knowledge.actors.longest(parse.words, begin, end - begin)
        if known is not None and known[0] == end - begin:
            return known[1][0][0].country
        people = scene.knowledge.actors.longest_demonym(parse.words, begin, end - begin)
        if people is not None and people[0] == end - begin:
            return people[1].country
    return None


def _half(mention: ActorMention, scene: Scene) -> Identity | None:
    """The state that "the North" means where the article names one that is called so ("North Korea")."""
    begin = f"{(mention.name or '').lower()} "
    for other in scene.mentions:
        if other.form == "place-name" and other.candidates and (other.name or "").lower().startswith(begin):
            return _known(other, scene)
    return None


def _named(mention: ActorMention, unknown: list[Identity]) -> Identity:
    """An organisation that knowledge does not hold, folded with its longer or shorter name if the article gave one."""
    name = mention.name or ""
    for identity in unknown:
        if identity.name == name or short_for(name, identity.name) or short_for(identity.name, name):
            return identity
    kind: ActorKind = mention.kind or "organisation"
    code = f"{mention.country}{mention.sector}" if mention.country and mention.sector else None
    identity = Identity(f"{kind}/{slug(name)}", name, kind, code, mention.country, plural=mention.plural)
    unknown.append(identity)
    return identity


def short_for(short: str, full: str) -> bool:
    """Whether one name is a short form of the other: its initials, or its first or last words."""
    if short.isupper() and " " not in short and len(short) > 1:
        initials = "".join(word[0] for word in full.replace("-", " ").split() if word[:1].isupper())
        return len(initials) > 1 and initials == short.replace(".", "")
    words, longer = short.split(), full.split()
    if not words or len(words) >= len(longer) or len(words) < 2:
        return False
    return longer[-len(words) :] == words or longer[: len(words)] == words


def _owned(mention: ActorMention, scene: Scene) -> Identity | None:
    """The actor behind a role with an owner: "IS fighters" are the group, "NATO envoys" the alliance, "Italian troops" ITA-MIL.

    A single person of an owner ("a UN envoy") stays a person of his own.
    """
    single = mention.kind == "person" and not mention.plural
    beside = any(scene.parse.deps[i] == "appos" for i in (mention.head, *scene.parse.children[mention.head]))
    if beside and scene.parse.lowers[mention.head] in DERIVED:
        return None  # "the Front, an affiliate of ...", "the group's armed wing, the Brigades"
    if mention.affiliation is not None and not single:
        entry = scene.knowledge.actors.get(mention.affiliation)
        return of_entry(entry) if entry is not None and entry.kind in FOLDING else None
    if mention.rule == OF_A_PLACE and (mention.sector or "")[:3] in LOCAL:
        return None
    counted = mention.plural and any(scene.parse.tags[i] == "CD" for i in range(mention.first, mention.head))
    if counted and (mention.sector or "")[:3] in UNRULED:
        return None  # "two French jihadists" are no rebels of France
    if mention.country is not None and not single and mention.sector is not None:
        return sectored(mention.country, mention.sector, scene.parse.phrase(mention.first, mention.last), scene.knowledge)
    return None
