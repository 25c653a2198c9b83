"""Who belongs to which coalition or organisation, who joined or left it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.extract.chains import Enclosing
from dateline.extract.deeds import unreal
from dateline.extract.figures import according_to
from dateline.extract.quantities import digit_value
from dateline.extract.scenes import Scene
from dateline.model.membership import Membership
from dateline.model.place import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge import Knowledge
    from dateline.knowledge.actors import ActorTable
    from dateline.knowledge.belonging import Belonging
    from dateline.model.actor import Actor, Actors
    from dateline.model.membership import MembershipChange
    from dateline.model.parse import Parse
    from dateline.model.statement import Statement
    from dateline.model.time import Timex

_GROUPS = frozenset({"coalition", "organisation"})
_MEMBERS = frozenset({"government", "armed-group", "party", "armed-force", "organisation"})
_NATIONS = frozenset({"country", "nation", "state", "member", "power", "ally"})
_RANKS = frozenset({"latest", "newest", "first", "last", "second", "third", "fourth", "fifth", "next", "only"})
_CONDITIONS = frozenset({"if", "unless", "whether", "should"})
_NOT_NOW = frozenset({"former", "potential", "prospective", "future", "aspiring", "would", "associate", "onetime"})
_COUNTED_MEMBERS = frozenset({"nation", "member", "country", "state"})


def memberships(
    parse: Parse, actors: Actors, times: tuple[Timex, ...], statements: tuple[Statement, ...], knowledge: Knowledge
) -> tuple[Membership, ...]:
    """The memberships and changes of membership told in ``parse``, in order. What may or should come is none."""
    finder = _Finder(parse, Scene(parse, actors, Places(()), times), Enclosing(statements), knowledge.actors)
    told: dict[tuple[str, str, str], Membership] = {}
    for token, lemma in enumerate(parse.lemmas):
        lower = lemma.lower()
        entries = knowledge.belonging.verbs.get(lower)
        if entries and parse.tags[token].startswith("VB"):
            found = finder.changes(token, entries)
        elif lower == "member" and parse.pos[token] in ("NOUN", "PROPN"):
            found = finder.members(token)
        elif lower == "include":
            found = finder.included(token)
        else:
            continue
        for membership in found:
            told.setdefault((membership.group, membership.member, membership.change), membership)
    return tuple(told.values())


class _Finder:
    def __init__(self, parse: Parse, scene: Scene, enclosing: Enclosing, known: ActorTable) -> None:
        self.parse, self.scene, self.enclosing, self.known = parse, scene, enclosing, known

    def changes(self, verb: int, entries: tuple[Belonging, ...]) -> Iterator[Membership]:
        """What a verb of joining or leaving tells."""
        parse = self.parse
        applied = parse.lemmas[verb] == "apply"
        latest = self._latest_to(verb)
        if latest is not None:
            yield from latest
            return
        if not self._real(verb) or self._in_doing(verb) or self._denied(verb):
            return
        if parse.lemmas[verb] in ("suspend", "freeze", "terminate", "revoke"):
            yield from self._of_membership(verb)
        for entry in entries:
            group = self._applied_group(verb) if applied else self._group(verb, entry)
            members = self._members(verb, entry)
            if group is not None and members:
                yield from (self._membership(group, member, token, verb, entry.change) for member, token in members)
                return

    def _of_membership(self, verb: int) -> Iterator[Membership]:
        """What befalls "X's membership" of a group: it is suspended, or ends."""
        parse = self.parse
        noun = parse.child(verb, "dobj", "nsubjpass")
        if noun is None or parse.lemmas[noun] != "membership":
            return
        group = self._group_of(noun) or self._as_group(parse.child(verb, "nsubj"))
        change: MembershipChange = "suspended" if parse.lemmas[verb] in ("suspend", "freeze") else "left"
        if group is not None:
            yield from (
                self._membership(group, member, token, verb, change) for member, token in self._all_members(parse.child(noun, "poss"))
            )

    def _real(self, verb: int) -> bool:
        """A finite verb that is asserted: no infinitive, no modal, no "not", no "if"; a participle only as a passive or perfect."""
        parse = self.parse
        if unreal(verb, parse) or any(parse.deps[c] == "mark" and parse.lowers[c] in _CONDITIONS for c in parse.children[verb]):
            return False
        helpers = [parse.lemmas[c].lower() for c in parse.children[verb] if parse.deps[c] in ("aux", "auxpass")]
        tag = parse.tags[verb]
        if tag in ("VBD", "VBZ", "VBP"):
            return True
        return tag == "VBN" and bool(helpers) and "get" not in helpers

    def _denied(self, verb: int) -> bool:
        """Whether the verb stands in what somebody denies."""
        around = self.enclosing.around(self.parse.span(verb, verb + 1))
        return any(statement.act in ("deny", "reject") for statement in around)

    def _in_doing(self, verb: int) -> bool:
        """Words like "joined the EU in condemning the coup" tells of no membership."""
        parse = self.parse
        below = [*parse.children[verb], *(c for d in parse.children[verb] if parse.deps[d] == "dobj" for c in parse.children[d])]
        return parse.lemmas[verb] == "join" and any(parse.deps[c] == "prep" and parse.child(c, "pcomp") is not None for c in below)

    def _group(self, verb: int, entry: Belonging) -> str | None:
        if entry.group == "object":
            return self._as_group(self.parse.child(verb, "dobj"))
        if entry.group == "subject":
            return self._as_group(self._subject(verb)) if self.parse.child(verb, "nsubj") is not None else None
        if entry.member == "subject" and self.parse.child(verb, "dobj") is not None:
            return None  # "withdrew its jets from the coalition"
        for child in self.parse.children[verb]:
            if self.parse.deps[child] == "prep" and self.parse.lowers[child] in (
                entry.group,
                "out" if entry.group == "from" else entry.group,
            ):
                inner = self.parse.child(child, "prep")
                group = self._as_group(self.parse.child(inner if inner is not None else child, "pobj"))
                if group is not None:
                    return group
        return None

    def _applied_group(self, verb: int) -> str | None:
        """Words like "applied to join X", "applied for membership of X"."""
        parse = self.parse
        below = parse.child(verb, "xcomp")
        if below is not None:
            return (
                self._as_group(parse.child(below, "dobj") or parse.child(verb, "dobj"))
                if parse.lemmas[below] in ("join", "rejoin", "enter")
                else None
            )
        for token in range(verb + 1, min(parse.right[verb] + 1, verb + 10)):
            if parse.lemmas[token] == "membership":
                return next(
                    (group for place in range(token - 3, min(token + 5, len(parse))) if (group := self._as_group(place)) is not None), None
                )
        return None

    def _as_group(self, token: int | None) -> str | None:
        if token is not None and self.parse.tags[token] in ("WDT", "WP"):  # "the bloc, which it has applied to join"
            token = next((self.parse.heads[up] for up in self.parse.ancestors(token) if self.parse.deps[up] == "relcl"), None)
        actor = self.scene.actor_of(token)
        if actor is not None and actor.kind in _GROUPS:
            return actor.id
        named = self.known.named(self.parse.words[token]) if token is not None and self.parse.pos[token] == "PROPN" else ()
        return next((entry.id for entry, _ in named if entry.kind in _GROUPS), None)  # "NATO's newest member" names Montenegro

    def _subject(self, verb: int) -> int | None:
        parse = self.parse
        for _ in range(3):
            found = parse.child(verb, "nsubj", "nsubjpass")
            if found is not None:
                which = parse.tags[found] in ("WDT", "WP")
                return parse.heads[verb] if which and parse.deps[verb] == "relcl" else found
            if parse.deps[verb] == "relcl":  # "the EU, which South Sudan has applied to join"
                return None
            if parse.deps[verb] != "conj":
                return None
            verb = parse.heads[verb]
        return None

    def _members(self, verb: int, entry: Belonging) -> list[tuple[Actor, int]]:
        passive = self.parse.child(verb, "nsubjpass") is not None
        if entry.member == "object" and not passive:
            token = self.parse.child(verb, "dobj") if entry.group == "subject" or self.parse.child(verb, "dobj") is not None else None
        elif entry.member == "subject" and passive:
            token = None
        else:
            token = self._subject(verb)
        return self._all_members(token)

    def _all_members(self, token: int | None) -> list[tuple[Actor, int]]:
        """The members that a token and those joined to it by "and" name."""
        found, queue = [], [token] if token is not None else []
        while queue:
            place = queue.pop(0)
            actor = self.scene.actor_of(place)
            if actor is not None and actor.kind in _MEMBERS and (actor.known or actor.kind != "organisation"):
                found.append((actor, place))
            queue.extend(child for child in self.parse.children[place] if self.parse.deps[child] == "conj")
        return found

    def _latest_to(self, verb: int) -> list[Membership] | None:
        """The group joined in words like "X becoming the latest country to join", or None where the form is another."""
        parse, noun = self.parse, self.parse.heads[verb]
        if (
            noun >= verb
            or parse.lemmas[noun].lower() not in _NATIONS
            or parse.tags[verb] != "VB"
            or parse.deps[noun] not in ("attr", "appos")
        ):
            return None
        change: MembershipChange = "joined" if parse.lemmas[verb] in ("join", "rejoin") else "left"
        if parse.lemmas[verb] not in ("join", "rejoin", "leave", "quit") or not self._ranked(noun):
            return None
        token = self._bearer(noun)
        group = self._as_group(parse.child(verb, "dobj")) or self._group_before(verb)
        if token is None or group is None:
            return []
        return [self._membership(group, member, place, verb, change) for member, place in self._all_members(token)]

    def _ranked(self, noun: int) -> bool:
        return any(self.parse.lowers[c] in _RANKS or self.parse.lowers[c][:1].isdigit() for c in self.parse.children[noun])

    def _bearer(self, noun: int) -> int | None:
        """Who is the country or member that ``noun`` speaks of: the subject of "become" or "be", or the noun it stands beside."""
        parse, up = self.parse, self.parse.heads[noun]
        if parse.deps[noun] == "appos":
            return up
        if parse.lemmas[up] not in ("become", "be") or unreal(up, parse):
            return None
        if parse.tags[up] not in ("VBD", "VBZ", "VBP", "VBG", "VBN"):
            return None
        return self._subject(up)

    def _group_before(self, token: int) -> str | None:
        """The group named last before ``token``, in its sentence or the one before."""
        parse = self.parse
        sentence = parse.sentence_of[token]
        first = parse.sentences[max(0, sentence - 1)].first
        named = [actor for _, actor, _ in self.scene.actors.within(parse.span(first, token + 1)) if actor.kind in _GROUPS]
        coalitions = [actor for actor in named if actor.kind == "coalition"]
        return coalitions[-1].id if coalitions else named[-1].id if named else None

    def members(self, noun: int) -> Iterator[Membership]:
        """Words like "NATO member Turkey", "Turkey, a NATO member", "is a member of NATO", "became the 31st member of NATO"."""
        parse = self.parse
        group = self._as_group(parse.child(noun, "compound", "poss", "nmod")) or self._group_of(noun)
        if group is None or any(parse.lowers[c] in _NOT_NOW for c in parse.children[noun]) or self._negated(noun):
            return
        up, dep = parse.heads[noun], parse.deps[noun]
        if dep in ("compound", "nmod", "amod") and up > noun:
            token: int | None = up if parse.pos[up] == "PROPN" else parse.child(up, "appos")
            change: MembershipChange = "member"
        elif dep == "attr" and parse.lemmas[up] == "become":
            token, change = self._bearer(noun), "joined"
        elif dep == "appos" or (dep == "attr" and parse.tags[up] in ("VBZ", "VBP")):
            token, change = self._bearer(noun), "member"
        else:
            token, change = parse.child(noun, "appos"), "member"
            if token is None and parse.pos[noun + 1 : noun + 2] == ("PROPN",):  # "EU members France and Germany"
                token = parse.heads[noun + 1] if parse.deps[noun + 1] == "compound" else noun + 1
        if token is not None:
            yield from (
                self._membership(group, member, place, noun, change) for member, place in self._all_members(token) if member.id != group
            )

    def _negated(self, noun: int) -> bool:
        """Words like "non-member Ukraine", "is not a member"."""
        parse = self.parse
        before = parse.lowers[max(0, noun - 2) : noun]
        return before == ("non", "-") or unreal(parse.heads[noun], parse)

    def _group_of(self, noun: int) -> str | None:
        for child in self.parse.children[noun]:
            if self.parse.lowers[child] in ("of", "in") and child > noun:
                return self._as_group(self.parse.child(child, "pobj"))
        return None

    def included(self, verb: int) -> Iterator[Membership]:
        """Words like "the 55-member African Union, which includes Morocco"."""
        parse = self.parse
        if not self._real(verb):
            return
        token = self._subject(verb)
        group = self._as_group(token)
        if group is not None:
            for member, place in self._all_members(parse.child(verb, "dobj")):
                if member.kind == "government":
                    yield self._membership(group, member, place, verb, "member")

    def _membership(self, group: str, member: Actor, token: int, word: int, change: MembershipChange) -> Membership:
        parse = self.parse
        own = self.scene.actors.at(parse.span(token, token + 1))
        spans = sorted({own[0] if own else parse.span(token, token + 1), parse.span(word, word + 1)}, key=lambda span: span.start)
        whole = parse.span(min(token, word), max(token, word) + 1)
        return Membership(
            group=group, member=member.id, change=change, count=self._count(word), according_to=according_to(whole, self.enclosing),
            time=self.scene.time_of(whole), evidence=tuple(spans), rule=f"memberships/{change}", confidence=0.85,
        )  # fmt: skip

    def _count(self, token: int) -> int | None:
        """The number of members told in the sentence ("a 40-nation coalition")."""
        parse, sentence = self.parse, self.parse.sentence(token)
        for place in range(sentence.first, sentence.last - 2):
            if parse.lowers[place + 1] == "-" and parse.lowers[place + 2] in _COUNTED_MEMBERS:
                value = digit_value(parse.lowers[place])
                return int(value) if value is not None else None
        return None
