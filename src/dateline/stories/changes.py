"""What a report changes: its values held against those of earlier reports of its situation, the surest change of each kind kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dateline.model.change import CONTRADICTIONS, ChangeKind
from dateline.stories import contradictions, ledger, newness, timelines
from dateline.stories.changes_same import Same, alike, compare, shared_words
from dateline.stories.changes_sight import Matter, Party, Sight, cues
from dateline.stories.newness import comes_back, further_back, how_much, joins_or_leaves, known_by_name, one_more, spoken_of, told_before

MEMORY, PLEDGES, MOST = 75, 400, 400  # days, days of pledges, and reports that a new one is held against
NEW = 1  # new events of one report that are told
KNOWN = 2.2  # points from which on an event was told before
REPEATED = 1.9  # two changes so alike are one
OPENING = 2
SPOKEN = ("conditional", "possible", "called-for", "negated", "ruled-out")  # of deeds spoken of, the weightiest last
AHEAD = frozenset(("threatened", "scheduled", "ruled-out"))
ACCOUNTS = frozenset(("REQUEST", "ACCUSE", "SUPPORT", "AGREE", "CONCEDE"))
NONE = Same((), 0.0)


@dataclass(frozen=True, slots=True)
class Found:
    """A change found: the new value, the old one (None for what is new altogether), and what makes both one thing."""

    kind: ChangeKind
    now: Matter
    before: Matter | None
    same: Same


@dataclass(slots=True)
class Desk:
    """What is known of one situation: its reports that copy nothing, by kind of value, and the changes found so far."""

    sights: list[Sight] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    _by_kind: dict[tuple[str, str], list[tuple[int, Matter]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, sight: Sight) -> None:
        """Takes a report in that is no copy; of a later form of one text only what it counts."""
        self.sights.append(sight)
        for matter in sight.matters:
            if sight.update and matter.noun != "figures":
                continue
            self._by_kind[_pool(matter)].append((sight.story, matter))

    def pool(self, matter: Matter, *nouns: str) -> Iterator[tuple[int, Matter]]:
        """The values in ``nouns`` that ``matter`` may be held against: story and value, the latest first."""
        for noun in nouns:
            yield from reversed(self._by_kind.get((noun, _pool_kind(noun, matter)), [])[-MOST:])

    def changes_of(self, sight: Sight) -> list[Found]:
        """The changes that ``sight`` brings, which is not here yet; a copy brings none."""
        if sight.copy:
            return []
        raw = [*self._of_known_pledges([*self._against_earlier(sight)]), *within(sight)]
        if sight.update:  # a later form of one text adds what it counts otherwise
            raw = [each for each in raw if each.kind in ("figure-revised", "figures-differ")]
        kept = self._new_ones(_surest(raw))
        if sight.update:
            self.found.extend(kept)
            return kept
        kept.extend(self._words(sight, {(each.now.noun, each.now.number) for each in raw}))
        moves = [] if any(each.kind in ("member-left", "member-joined") for each in kept) else self._moves(sight)
        kept.extend(moves)
        kept.extend(self._firsts(sight, _told_already(raw, kept)))
        self.found.extend(kept)
        return kept

    def _of_known_pledges(self, raw: list[Found]) -> list[Found]:
        """Without the steps of pledges that a report only recalls, where the report that first told them is there as well."""
        told = {each.now.article for each in self.found if each.kind in ("pledge-made", "pledge-repeated")}
        steps = [each for each in raw if each.kind.startswith("pledge") and each.before is not None]
        known = {(each.now.noun, each.now.number) for each in steps if each.before is not None and each.before.article in told}
        recalled = {id(each) for each in steps if each.before is not None and each.before.article not in told}
        return [each for each in raw if id(each) not in recalled or (each.now.noun, each.now.number) not in known]

    def _against_earlier(self, sight: Sight) -> Iterator[Found]:
        for now in sight.matters:
            superseded: list[Party] = []
            for story, before in self.pool(now, *_nouns(now)):
                if not _worth(now, before) or before.article == now.article or not _near(now, before):
                    continue
                same = compare(now, before, one_story=story == sight.story)
                if _superseded(now, before, same, superseded):
                    continue
                kind = _kind(now, before, same)
                if kind is not None:
                    yield Found(kind, now, before, same)

    def _new_ones(self, raw: Iterable[Found]) -> list[Found]:
        """Those that no earlier report has brought."""
        return [each for each in raw if not any(_one_change(each, old) for old in self.found) and not self._counted(each)]

    def _counted(self, change: Found) -> bool:
        """True for a revised figure that an earlier report gave already, by the same word or by none."""
        if change.kind != "figure-revised":
            return False
        for _, known in self.pool(change.now, "figures"):
            if known.article == change.now.article or not contradictions.comparable(change.now, known):
                continue
            others = known.teller is not None and change.now.teller is not None and not alike(known.teller, change.now.teller)
            if (
                not others
                and contradictions.overlap(change.now, known)
                and compare(change.now, known, one_story=True).points >= contradictions.CLOSE
            ):
                return True
        return False

    def _firsts(self, sight: Sight, touched: set[str]) -> Iterator[Found]:
        """The event of a report's opening that nobody told before."""
        fresh = [each for each in sight.matters if each.noun == "events" and self._is_new_event(each, sight, touched)]
        fresh.sort(key=lambda each: (not each.doers, each.kind in ACCOUNTS, {1: 0, 0: 1, 2: 2}[each.lead], -how_much(each), each.number))
        for kind in list(dict.fromkeys(each.kind for each in fresh))[:NEW]:
            event = next(each for each in fresh if each.kind == kind)
            yield self._as_spoken_of(event, joins_or_leaves(event) or "new-event")
        for event in sight.matters:  # what a report does not lead with, but nobody should miss
            if event.lead > OPENING and event.kind == "THREATEN" and event.status in contradictions.DONE and self._weighty(event, sight):
                yield Found("new-event", event, None, NONE)
        for event in newness.further_down(sight, OPENING):
            if not any(newness.heard_of(event, known) for _, known in self.pool(event, "events", "ahead")):
                yield Found("new-event", event, None, NONE)
        back = [each for each in sight.matters if comes_back(each) and known_by_name(each, sight)]
        if back and not any(comes_back(known) and told_before(back[0], known) for _, known in self.pool(back[0], "events")):
            yield Found("new-event", max(back, key=how_much), None, NONE)

    def _moves(self, sight: Sight) -> list[Found]:
        """Who leaves or joins, wherever the report tells it: the fullest telling of each party's."""
        told: dict[tuple[str, str], Found] = {}
        events = (each for each in sight.matters if each.noun == "events" and each.status in contradictions.DONE)
        for event in sorted(events, key=lambda each: (each.lead != 1, -how_much(each), each.number)):
            kind = joins_or_leaves(event)
            spoken_for = bool(told) and any(name.startswith("person/") for party in event.doers for name in party.ids)
            if kind is not None and not spoken_for and self._weighty(event, sight):  # a commander speaks of his group's leaving
                told.setdefault((kind, event.doers[0].name), Found(kind, event, None, NONE))
        return list(told.values())

    def _as_spoken_of(self, event: Matter, kind: ChangeKind) -> Found:
        """A new event, beside the weightiest earlier word on such a deed: that it would not be, that it might, that it should."""
        words = [(known, same) for _, known in self.pool(event, "ahead", "events")
                 if known.status in SPOKEN and (same := spoken_of(event, known)) is not None]  # fmt: skip
        if kind != "new-event" or not words:
            return Found(kind, event, None, NONE)
        known, same = max(words, key=lambda each: (SPOKEN.index(each[0].status), each[1].points, -(each[0].published or 0)))
        return Found(kind, event, known, same)

    def _weighty(self, event: Matter, sight: Sight) -> bool:
        """A threat or somebody's leaving, by somebody known, not told before."""
        if further_back(event) or not known_by_name(event, sight):
            return False
        if event.kind != "THREATEN" and joins_or_leaves(event) is None:
            return False
        return not any(told_before(event, known) for _, known in self.pool(event, "events"))

    def _words(self, sight: Sight, touched: set[tuple[str, int]]) -> Iterator[Found]:
        given: list[Matter] = []
        pledges = [each for each in sight.matters if ledger.is_pledge(each)]
        for group in ledger.grouped(pledges):
            if not any((each.noun, each.number) in touched or self._known_pledge(each) for each in group):
                yield Found("pledge-made", group[0], None, NONE)
        for each in sight.matters:
            if (each.noun, each.number) in touched:
                continue
            if each.noun == "memberships" and each.status in ("joined", "left") and not self._known_member(each):
                yield Found("member-joined" if each.status == "joined" else "member-left", each, None, NONE)
            elif (
                timelines.is_new(each)
                and not self._known_position(each)
                and not any(ledger.same_doer(each, m) and timelines.one_question(each, m) for m in given)
            ):
                given.append(each)
                yield Found("position-new", each, None, NONE)

    def _is_new_event(self, event: Matter, sight: Sight, touched: set[str]) -> bool:
        if event.lead > (1 if touched else OPENING) or event.status not in contradictions.DONE or event.kind in touched:
            return False
        if (event.kind in ACCOUNTS or event.kind == "REJECT") and not event.doers:
            return False
        if event.kind == "AGREE" and event.told & cues()["vow"]:  # pledges have a ledger
            return False
        if further_back(event):
            return False
        for story, known in self.pool(event, "events"):
            if one_more(event) and not one_more(known):
                continue
            if known.status in contradictions.ASSERTED and compare(event, known, one_story=story == sight.story).points >= KNOWN:
                return False
        return bool(event.doers or event.others or event.places or (event.lead == 0 and event.scene))

    def _known_pledge(self, pledge: Matter) -> bool:
        return any(
            ledger.same_pledge(pledge, known, compare(pledge, known, one_story=True)) for _, known in self.pool(pledge, "commitments")
        )

    def _known_member(self, member: Matter) -> bool:
        return any(known.status == member.status and ledger.same_doer(member, known) for _, known in self.pool(member, "memberships"))

    def _known_position(self, position: Matter) -> bool:
        return any(
            ledger.same_doer(position, known) and timelines.one_question(position, known) for _, known in self.pool(position, "positions")
        )


def _told_already(raw: Iterable[Found], kept: Iterable[Found]) -> set[str]:
    """Kinds of events that need not be told as new, since another change of the report tells of them."""
    told = {each.now.kind for each in (*raw, *kept) if each.now.noun == "events"}
    kinds = {each.kind for each in (*raw, *kept)}
    if kinds & {"claim-contradicted", "position-new", "position-turned"}:
        told |= {"REJECT", "SUPPORT", "ACCUSE"}
    if any(kind.startswith("pledge") for kind in kinds):
        told |= {"AGREE"}
    if kinds & {"member-joined", "member-left"}:
        told |= {"COOPERATE", "REJECT", "SANCTION", "RETREAT", "MOBILIZE", "ACCUSE"}
    return told


def _pool(matter: Matter) -> tuple[str, str]:
    """Where a value waits to be held against later ones: its list, or what an event's status makes it, and its kind."""
    noun = matter.noun
    if noun == "events":
        planned = matter.status in AHEAD or (matter.status == "pledged" and matter.day is not None)
        noun = "denied" if contradictions.denies(matter) else "ahead" if planned else noun
    return (noun, _pool_kind(matter.noun, matter))


def _pool_kind(noun: str, matter: Matter) -> str:
    """Positions and pledges are held together whatever they are about, figures of crowds as well; the rest by kind."""
    if noun in ("positions", "commitments"):
        return "all"
    if matter.kind == "presence":
        return "MOBILIZE"
    if matter.noun == "figures" and matter.kind in contradictions.CROWD:
        return "crowd"
    return "held" if matter.noun == "figures" and matter.kind in contradictions.CUSTODY else matter.kind


def _near(now: Matter, before: Matter) -> bool:
    memory = PLEDGES if _lasts(before) else MEMORY
    return now.published is None or before.published is None or 0 <= now.published - before.published <= memory


def _lasts(before: Matter) -> bool:
    """True for what is remembered longer than events are: a word given, a stand taken, an estimate of how many somebody has."""
    estimate = before.noun == "figures" and bool(before.doers) and before.kind not in contradictions.COUNTED | contradictions.CROWD
    return before.noun in ("commitments", "positions") or before.status in SPOKEN or estimate


def _nouns(now: Matter) -> tuple[str, ...]:
    """The lists of values that ``now`` may change anything of."""
    if now.noun == "memberships" or (now.noun == "figures" and now.part):
        return ()
    if now.noun == "statements":
        return ("commitments",) if now.kind == "withdrawn" else ("positions", "ahead") if now.kind == "presence" else ()
    if now.noun != "events":
        return (now.noun,)
    if ledger.orders(now):
        return ("commitments",)
    done = contradictions.done(now)
    words = ("denied", "ahead", "positions") if done else ("events",) if contradictions.denies(now) else ()
    return (*words, "commitments") if now.lead <= OPENING else words


def _worth(now: Matter, before: Matter) -> bool:
    """A quick look before anything is compared: both can make a change at all."""
    if now.noun == "events" and before.noun == "events":
        return not contradictions.denies(now) or before.status in contradictions.ASSERTED
    return not (now.noun == "events" and before.noun == "positions") or contradictions.deed_of(before, now)


def _kind(now: Matter, before: Matter, same: Same) -> ChangeKind | None:
    return (
        contradictions.claims(now, before, same, within=False)
        or contradictions.acts(now, before, same)
        or ledger.threat(now, before, same)
        or ledger.steps(now, before, same)
        or contradictions.figures(now, before, same, within=False)
        or timelines.position(now, before, same)
    )


def _superseded(now: Matter, before: Matter, same: Same, tellers: list[Party]) -> bool:
    """True for a count by somebody who has counted again since; ``tellers`` are those met, the latest first."""
    if (
        before.noun != "figures"
        or before.teller is None
        or not contradictions.comparable(now, before)
        or same.points < contradictions.CLOSE
    ):
        return False
    if any(alike(before.teller, each) for each in tellers) and (now.teller is None or not alike(now.teller, before.teller)):
        return True
    tellers.append(before.teller)
    return False


def within(sight: Sight) -> Iterator[Found]:
    """Accounts that part inside one report: two counts by two parties, a claim and its denial."""
    for at, now in enumerate(sight.matters):
        for before in sight.matters[:at]:
            if (
                now.noun != before.noun
                or now.noun not in ("events", "figures", "statements")
                or (now.sentence == before.sentence and now.noun == "events")
            ):
                continue
            same = compare(now, before, one_story=True)
            kind = contradictions.claims(now, before, same, within=True) or contradictions.figures(now, before, same, within=True)
            if kind in CONTRADICTIONS:
                yield Found(kind, now, before, same)


def correction(now: Sight, before: Sight) -> list[Found]:
    """What a new version of a report says otherwise than the one before it: figures of one measure whose words stand alike."""
    found = []
    for new in now.matters:
        olds = [old for old in before.matters if contradictions.comparable(new, old)]
        if any(contradictions.overlap(new, old) for old in olds):
            continue
        pairs = [(compare(new, old, one_story=True), old) for old in olds]
        best = max(pairs, key=lambda pair: pair[0].points, default=None)
        if best is not None and best[0].points >= contradictions.CLOSE:
            found.append(Found("correction", new, best[1], best[0]))
    return _surest(found)


def _surest(raw: Iterable[Found]) -> list[Found]:
    """Of each kind of change about each kind of value the surest; the earliest old side of equals (they come the latest first)."""
    best: dict[tuple[str, str], Found] = {}
    for each in raw:
        about = each.now.doers[0].name if each.now.noun == "positions" and each.now.doers else each.now.kind
        if each.kind.startswith("pledge") and each.before is not None:
            about = f"{each.before.article}/{each.before.kind}"
        key = (_family(each.kind), f"{about}/{_values(each)}")
        if key not in best or _worth_more(each) >= _worth_more(best[key]) - 1e-9:
            best[key] = each
    once: dict[tuple[str, int, str], Found] = {}  # one act keeps one pledge, whatever headline and text call it
    for each in sorted(best.values(), key=_worth_more, reverse=True):
        once.setdefault((each.now.noun, each.now.number, _family(each.kind) if _family(each.kind) == "pledge" else _values(each)), each)
    kept: list[Found] = []
    for each in once.values():  # the surest first; headline and text do one thing to one pledge
        if not any(_one_step(each, other) for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: (each.now.noun, each.now.number))


def _one_step(one: Found, other: Found) -> bool:
    """True where two acts of a report do the same to one pledge."""
    if one.kind != other.kind or not one.kind.startswith("pledge") or one.before is None or other.before is None:
        return False
    return ledger.one_pledge(one.before, other.before)


def _family(kind: ChangeKind) -> str:
    """Kinds that show one change in several lights: the surest of them is told."""
    if kind in ("done-after-ruled-out", "position-against-act"):
        return "act"
    if kind in ("figures-differ", "figure-revised"):
        return "figure"
    return "pledge" if kind.startswith("pledge") else kind


def _worth_more(change: Found) -> float:
    """Of two pairs that show one change the one with more in common; a charge shows a dispute better than a bare mention."""
    charge = 0.8 * sum(each is not None and each.status == "alleged" for each in (change.now, change.before))
    dispute = 1.0 * (change.kind in ("figures-differ", "done-after-ruled-out")) - 0.5 * bool(change.now.told & cues()["correct"])
    told = 0.8 * (change.now.noun == "figures" and change.before is not None and None not in (change.now.teller, change.before.teller))
    return change.same.points + charge + dispute + told + 0.1 * (change.now.lead == 1)


def _values(change: Found) -> str:
    """What two changes of figures must share to be one: the two numbers."""
    if change.now.noun != "figures" or change.before is None:
        return ""
    return "/".join(sorted(str(value) for value in (change.now.low, change.before.low)))


def _one_change(new: Found, old: Found) -> bool:
    """True where an earlier report brought this change: the same kind, and both sides about one thing."""
    alike_kinds = new.kind == old.kind or (_family(new.kind) == _family(old.kind) == "act")
    if not alike_kinds or _values(new) != _values(old) or (new.before is None) != (old.before is None):
        return False
    if new.now.kind != old.now.kind:
        return False
    if new.now.noun == "statements":  # one denial or another: what is denied tells
        return new.before is not None and old.before is not None and len(shared_words(new.before.own, old.before.own)) > 1
    return compare(new.now, old.now, one_story=True).points >= REPEATED
