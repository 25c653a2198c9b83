"""What a report changes: its values held against those of earlier reports of its situation, the surest change of each kind kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from dateline.model.change import ChangeKind
from dateline.stories import (
    bare_numbers,
    contradictions,
    count_pairs,
    doubts,
    firsts,
    halves,
    ledger,
    newness,
    news,
    plain_words,
    sequels,
    stances,
    tidings,
    timelines,
    told_amounts,
)
from dateline.stories.acquaintance import Acquaintance
from dateline.stories.changes_held import carrier, kind_of, within
from dateline.stories.changes_matter import Matter, Party, Sight, cues
from dateline.stories.changes_once import Found, one_change, surest
from dateline.stories.changes_pools import MOST, OPENING, SPOKEN, near, nouns, pool_kind_of, pool_of, worth
from dateline.stories.changes_same import Same, alike, any_alike, compare, one_state
from dateline.stories.foretold import Foretold
from dateline.stories.fuller import Bodies
from dateline.stories.newness import (
    alike_first,
    comes_back,
    further_back,
    how_much,
    joins_or_leaves,
    known_by_name,
    one_more,
    spoken_of,
    told_before,
)
from dateline.stories.set_days import SetDays

OF_UPDATES = frozenset((
    "figure-revised", "figures-differ", "pledge-acted-on", "pledge-contradicted", "pledge-withdrawn", "admitted", "carried-out",
    "took-place",
))  # fmt: skip
NEW = 1  # new events of one report that are told
ANEW = 0.6  # how little a sentence is like any other, at most, to be a later form's own
KNOWN = 2.2  # points from which on an event was told before
ACCOUNTS = frozenset(("REQUEST", "ACCUSE", "SUPPORT", "AGREE", "CONCEDE"))
NONE = Same((), 0.0)


@dataclass(slots=True)
class Desk:
    """What is known of one situation: its reports that copy nothing, by kind of value, and the changes found so far."""

    found: list[Found] = field(default_factory=list)
    leads: list[Matter] = field(default_factory=list)
    _parties: Acquaintance = field(default_factory=Acquaintance)
    _foretold: Foretold = field(default_factory=Foretold)
    _days: SetDays = field(default_factory=SetDays)
    _bodies: Bodies = field(default_factory=Bodies)
    heard: firsts.Heard = field(default_factory=firsts.Heard)
    past: sequels.Past = field(default_factory=sequels.Past)
    _lasting: list[Matter] = field(default_factory=list)
    _by_kind: dict[tuple[str, str], list[tuple[int, Matter]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, sight: Sight) -> None:
        """Takes a report in that is no copy; of a later form of one text what it counts, and what it tells of its own."""
        sight = self._parties.greet(sight)
        own = frozenset(each.sentence for each in self._own_part(sight).matters) if sight.update else frozenset()
        self._parties.meet(sight)
        self._days.remember(sight)
        self._foretold.remember(sight)
        self._bodies.remember(sight)
        self.heard.remember(sight)
        self.past.remember(sight)
        self._lasting.extend(each for each in sight.matters if told_amounts.lasting(each) is not None)
        first = news.lead(sight)
        self.leads.extend([first] if first is not None else [])
        for stand in news.stands(sight):
            self._by_kind["stands", ""].append((sight.story, stand))
        for matter in sight.matters:
            if sight.update and matter.noun != "figures" and matter.sentence not in own:
                continue
            if matter.noun == "sentences" and not plain_words.kept(matter):
                continue
            self._by_kind[pool_of(matter)].append((sight.story, matter))
            if plain_words.threatens(matter):
                self._by_kind["ahead", "threatened"].append((sight.story, matter))

    def pool(self, matter: Matter, *nouns: str) -> Iterator[tuple[int, Matter]]:
        """The values in ``nouns`` that ``matter`` may be held against: story and value, the latest first; for a sentence of any kind."""
        if matter.noun == "sentences":
            pools = [pool for (noun, _), pool in self._by_kind.items() if noun in nouns]
            yield from (each for pool in pools for each in reversed(pool[-MOST:]))
            return
        for noun in nouns:
            yield from reversed(self._by_kind.get((noun, pool_kind_of(noun, matter)), [])[-MOST:])

    def changes_of(self, sight: Sight) -> list[Found]:
        """The changes that ``sight`` brings, which is not here yet; a copy brings none."""
        if sight.copy:
            return []
        sight = self._parties.greet(sight)
        raw = [*self._of_known_pledges([*self._against_earlier(sight)]), *within(sight)]
        if sight.update:  # a later form of one text adds what it counts otherwise
            raw = [each for each in raw if each.kind in OF_UPDATES]
        kept = self._new_ones(surest(raw))
        if sight.update:
            kept = self.believed(sight, kept)
            self.found.extend(kept)
            told = {(each.kind, each.now.sentence) for each in kept}
            more = self.changes_of(self._own_part(sight))
            return [*kept, *(each for each in more if (each.kind, each.now.sentence) not in told)]
        kept.extend(self._words(sight, raw))
        moved = [each.now for each in kept if each.kind in ("member-left", "member-joined")]
        kept.extend(each for each in self._moves(sight) if not any(alike_first(each.now, known) for known in moved))
        kept.extend(self._foretold.come(sight, kept, self.found))
        kept.extend([*told_amounts.told_within(sight, kept), *told_amounts.told_again(sight, self._lasting)])
        kept.extend(bare_numbers.differ(sight, kept))
        kept.extend(count_pairs.differ(sight, kept))
        kept.extend(halves.differ(sight, kept))
        kept.extend(self._stands(sight, [*kept]))
        kept.extend(self._firsts(sight, _told_already(raw, kept)))
        kept.extend(self._lead(sight, kept))
        kept.extend(self._deeds(sight, [*kept]))
        kept.extend(self._days.told(sight, [*self.found, *kept]))
        self._bodies.remember(sight)
        kept = self._bodies.told(tidings.worth_telling(kept))
        kept = self.believed(sight, kept)
        later = self.later_told(sight, kept)
        known = {each.now.sentence for each in later}
        kept.extend([*later, *(each for each in self.first_told(sight, kept) if each.now.sentence not in known)])
        self.found.extend(kept)
        return kept

    def _own_part(self, sight: Sight) -> Sight:
        """What a later form of a text tells of its own: the sentences that are like none told before."""
        own = {each.sentence for each in bare_numbers.spoken(sight) if self.past.likeness(each.text) < ANEW}
        return replace(sight, update=False, matters=tuple(each for each in sight.matters if each.sentence in own))

    def believed(self, sight: Sight, kept: list[Found]) -> list[Found]:
        """What a report tells without the contradictions of earlier ones that trees do not believe."""
        return doubts.believed(sight, kept, self.past)

    def later_told(self, sight: Sight, kept: list[Found]) -> list[Found]:
        """What a sentence does to one told before, by trees where no rule tells it, unless an earlier report did it."""
        earlier = [each for each in self.found[-MOST:] if each.now.article != sight.article]
        return [each for each in sequels.told(sight, kept, self.past) if not any(sequels.one_news(each, known) for known in earlier)]

    def first_told(self, sight: Sight, kept: list[Found]) -> list[Found]:
        """What no rule tells and trees are sure of, unless an earlier report told it."""
        earlier = [each for each in self.found[-MOST:] if each.now.article != sight.article]
        return [each for each in firsts.told(sight, kept, self.heard) if not any(firsts.one_news(each, known) for known in earlier)]

    def _stands(self, sight: Sight, kept: list[Found]) -> Iterator[Found]:
        """Where parties stand by a sentence, where no position that was read is told: new, or turned."""
        told, done = 0, {each.now.sentence for each in kept if each.kind in ("position-new", "position-turned")}
        yield from stances.turned_at_once(sight, kept)
        for turning in news.turnings(sight):
            stood = (before for _, before in self.pool(turning, "positions", "stands") if before.article != turning.article)
            left = next((before for before in stood if news.turned_from(turning, before)), None)
            if left is not None and turning.sentence not in done and not _turned_already(turning, kept):
                done.add(turning.sentence)
                yield Found("position-turned", turning, left, compare(turning, left, one_story=True))
        for stand in news.stands(sight):
            if stand.sentence in done or news.recalls(stand) or not newness.holds(stand, sight):
                continue
            known = [before for _, before in self.pool(stand, "positions", "stands") if before.article != stand.article]
            turned = next((before for before in known if news.turned(stand, before)), None)
            weighty = stand.lead <= OPENING or told < news.MOST
            if turned is not None:
                if not _turned_already(stand, kept):
                    yield Found("position-turned", stand, turned, compare(stand, turned, one_story=True))
            elif weighty and not any(news.same_stand(stand, before) for before in known):
                told += 1
                yield Found("position-new", stand, None, NONE)

    def _lead(self, sight: Sight, kept: list[Found]) -> Iterator[Found]:
        """What a report leads with, where none of its changes is told there."""
        first = news.lead(sight)
        if first is None or any(each.now.lead <= 1 and each.kind not in news.QUARRELS for each in kept):
            return
        earlier = [each for each in self.leads if each.article != first.article]
        if news.is_news(first, earlier):
            yield Found("new-event", carrier(first, first, sight), None, NONE)

    def _deeds(self, sight: Sight, kept: list[Found]) -> Iterator[Found]:
        """Deeds that a report tells beside the one it leads with, by the record's word on its sentences: the weightiest few."""
        told = [each for each in (*self.found[-MOST:], *kept) if each.kind not in news.QUARRELS]
        further = tidings.further(sight)
        for sentence in dict.fromkeys((*news.deeds(sight), *further)):
            beside = sentence.does("done") >= news.CLEAR or sentence in further  # a vote is a deed beside a stand
            known = [each.now for each in told if not beside or each.kind not in ("position-new", "figure-revised")]
            if not any(news.one_deed(sentence, each) for each in known):
                told.append(Found("new-event", sentence, None, NONE))
                yield Found("new-event", carrier(sentence, sentence, sight), None, NONE)

    def _of_known_pledges(self, raw: list[Found]) -> list[Found]:
        """Without the steps of pledges that a report only recalls, where the report that first told them is there as well."""
        told = {each.now.article for each in self.found if each.kind in ("pledge-made", "pledge-repeated")}
        steps = [each for each in raw if each.kind.startswith("pledge") and each.before is not None]
        known = {(each.now.noun, each.now.number) for each in steps if each.before is not None and each.before.article in told}
        recalled = {id(each) for each in steps if each.before is not None and each.before.article not in told}
        return [each for each in raw if id(each) not in recalled or (each.now.noun, each.now.number) not in known]

    def _against_earlier(self, sight: Sight) -> Iterator[Found]:
        for now in sight.matters:
            if now.noun == "sentences" and now.reply is not None:
                continue
            superseded: list[Party] = []
            for story, before in self.pool(now, *nouns(now)):
                if not worth(now, before) or before.article == now.article or not near(now, before):
                    continue
                same = compare(now, before, one_story=story == sight.story)
                if contradictions.superseded(now, before, same, superseded):
                    continue
                kind = kind_of(now, before, same)
                if kind is not None:
                    yield Found(kind, carrier(now, before, sight), before, same)

    def _new_ones(self, raw: Iterable[Found]) -> list[Found]:
        """Those that no earlier report has brought."""
        told = (each for each in raw if not any(one_change(each, old) or sequels.one_news(each, old) for old in self.found))
        return [each for each in told if not self._counted(each)]

    def _counted(self, change: Found) -> bool:
        """True for a revised figure that an earlier report gave already, by the same word or by none."""
        if change.kind != "figure-revised":
            return False
        for _, known in self.pool(change.now, "figures"):
            if known.article == change.now.article or not contradictions.comparable(change.now, known):
                continue
            if change.before is not None and (known.published or 0) < (change.before.published or 0):
                continue  # of something that was over by then
            if change.before is not None and compare(known, change.before, one_story=True).of("place") < 0:
                continue  # as many died elsewhere
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
        down = [each for each in news.further_down(sight, OPENING) if each.kind not in touched and not further_back(each)]
        for event in list({each.kind: each for each in reversed(down)}.values())[:NEW]:
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
            # a commander speaks of his group's leaving
            spoken_for = bool(told) and any(name.startswith("person/") for party in event.doers for name in party.ids)
            if kind is not None and not spoken_for and not self._moved(kind, event) and self._weighty(event, sight):
                told.setdefault((kind, event.doers[0].name), Found(kind, event, None, NONE))
        return [*told.values(), *self._moves_told(sight, list(told.values()))]

    def _moves_told(self, sight: Sight, found: list[Found]) -> Iterator[Found]:
        """Who leaves or joins by the words of a sentence alone, where no event tells it and no earlier report told it."""
        kinds: set[object] = {kind for each in found for kind in (each.kind, (each.kind, each.now.doers[0].name))}
        for sentence in (each for each in sight.matters if each.noun == "sentences"):
            kind = newness.moves(sentence)
            sure = newness.moves_surely(sentence)
            told = (kind, sentence.doers[0].name) if kind is not None and sure else kind
            if kind is None or told in kinds or not newness.moves_itself(sentence, sight) or self._moved(kind, sentence):
                continue
            if kind in kinds and news.one_by_name(sentence):  # a minister of the party that leaves
                continue
            kinds |= {told, kind}
            yield Found(kind, carrier(sentence, sentence, sight), None, NONE)

    def _moved(self, kind: ChangeKind, sentence: Matter) -> bool:
        """True where the party's last move that an earlier report told of was this one."""
        moved = [each for each in self.found if each.kind in ("member-joined", "member-left") and alike_first(sentence, each.now)]
        return bool(moved) and moved[-1].kind == kind

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

    def _words(self, sight: Sight, raw: list[Found]) -> Iterator[Found]:
        touched = {(each.now.noun, each.now.number) for each in raw}
        given: list[Matter] = []
        pledges = [each for each in sight.matters if ledger.is_pledge(each) and not ledger.only_recalled(each)]
        for group in ledger.grouped(pledges):
            again = any(ledger.echoes(each, step.kind, step.before) for each in group for step in raw)
            if not again and not any((each.noun, each.number) in touched or self._known_pledge(each) for each in group):
                yield Found("pledge-made", group[0], None, NONE)
        for each in sight.matters:
            if (each.noun, each.number) in touched:
                continue
            if each.noun == "memberships" and newness.changes_sides(each) and not self._known_member(each):
                yield Found("member-joined" if each.status == "joined" else "member-left", each, None, NONE)
            elif (
                timelines.is_new(each)
                and not self._known_position(each)
                and not any(ledger.same_doer(each, m) and timelines.one_question(each, m) for m in given)
            ):
                given.append(each)
                known = (before for _, before in self.pool(each, "positions", "stands"))
                before = next((before for before in known if news.turned(each, before)), None)
                same = compare(each, before, one_story=True) if before is not None else NONE
                if before is not None or not newness.surely(each, "withdrawn"):  # who drops a demand takes no new stand
                    yield Found("position-new" if before is None else "position-turned", each, before, same)

    def _is_new_event(self, event: Matter, sight: Sight, touched: set[str]) -> bool:
        announced = event.lead <= 1 and event.status in ("scheduled", "alleged")
        announced = announced or (event.lead <= OPENING and event.status == "conditional" and plain_words.threatens(event))
        done = event.status in contradictions.DONE or announced
        if event.lead > (1 if touched else OPENING) or not done or event.kind in touched:
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
            ledger.told_before(pledge, known, compare(pledge, known, one_story=True)) for _, known in self.pool(pledge, "commitments")
        )

    def _known_member(self, member: Matter) -> bool:
        return any(known.status == member.status and ledger.same_doer(member, known) for _, known in self.pool(member, "memberships"))

    def _known_position(self, position: Matter) -> bool:
        return any(
            ledger.same_doer(position, known) and timelines.one_question(position, known) for _, known in self.pool(position, "positions")
        )


def _turned_already(stand: Matter, kept: Iterable[Found]) -> bool:
    """True where the report tells otherwise already that this party has turned."""
    turned = (each.now for each in kept if each.kind == "position-turned")
    return any(any_alike(stand.doers[:1], each.doers) or one_state(stand.doers[:1], each.doers) for each in turned)


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
