"""A story or a situation on one page: drawn and counted from its latest reports, remembered until one of them changes."""

from __future__ import annotations

import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from markupsafe import Markup

from dateline.model.story import Quoted, StoryLine
from dateline.show.wording import LOOKS
from dateline.store.answers import FoundCommitment, FoundFigure, FoundPosition, Value
from dateline.store.question import Noun
from dateline.store.store import Store
from dateline.stories import scene as scenes
from dateline.stories.deeds import Deed, Somebody, deeds_of
from dateline.stories.lanes import line_of_deed, ordered
from dateline.stories.recent import Which, recent, reports_behind, stamp_of, summary
from dateline.stories.scene import Head, Matrix, Source, Where
from dateline.web.desk import Desk
from dateline.web.localising import PLAIN, locale_of
from dateline.web.rendering import page
from dateline.web.views.charts import Mark, timeline
from dateline.web.views.mapping import Spot, drawn, spots_of

SHOWN = 8  # propositions, pledges and figures
LONGEST = 110  # code points of a sentence that a mark is told with
CHANGES = 10  # the weightiest
AIR = 10  # days drawn before and after those of the reports, at least
TYPES = 8  # types of events named beside the timeline
Key = tuple[str, str | None, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Stood:
    """Where parties stand on one proposition: the latest position of each."""

    proposition: str
    text: str
    positions: tuple[FoundPosition, ...]


@dataclass(frozen=True, slots=True)
class Claimed:
    """What is claimed of one measure, subject and place, by day; ``differ``: not all give the same number."""

    measure: str
    about: str
    claims: tuple[FoundFigure, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page of a story or situation shows; ``far`` events lie too far from its days to be drawn in time.

    Drawings are kept packed: a tenth of the room where many pages are remembered.
    """

    summary: tuple[Quoted, ...]
    involved: tuple[Somebody, ...]
    events: int
    far: int
    types: tuple[tuple[str, int], ...]
    packed_status: bytes
    packed_line: bytes
    matrix: Matrix
    spots: tuple[Spot, ...]
    packed_map: bytes
    positions: tuple[Stood, ...]
    pledges: tuple[FoundCommitment, ...]
    figures: tuple[Claimed, ...]
    sources: tuple[Source, ...]

    @property
    def by_status(self) -> Markup:
        """The timeline with a row for each status."""
        return _unpacked(self.packed_status)

    @property
    def by_line(self) -> Markup:
        """The timeline with a row for each line of effort."""
        return _unpacked(self.packed_line)

    @property
    def map(self) -> Markup:
        """The places as a picture."""
        return _unpacked(self.packed_map)


def _packed(drawing: Markup) -> bytes:
    return zlib.compress(drawing.encode(), 1)


def _unpacked(drawing: bytes) -> Markup:
    return Markup(zlib.decompress(drawing).decode())  # noqa: S704  packed by ourselves


def overview(store: Store, where: Where, head: Head, locale: str = PLAIN) -> Overview:
    """The page of a story or situation whose ``head`` was just read, its days named as in ``locale``."""
    return _overview(store, where, head, locale, stamp_of(store, head.readings))


@lru_cache(maxsize=128)
def _overview(store: Store, where: Where, head: Head, locale: str, stamp: str) -> Overview:
    found = deeds_of(store, head.readings)
    near = _near(found, head)
    spots = spots_of(found)
    return Overview(
        summary=summary(store, head.readings),
        involved=_involved(found),
        events=len(found),
        far=len(found) - len(near),
        types=_types(found),
        packed_status=_packed(_by_status(near, locale)),
        packed_line=_packed(_by_line(near, locale)),
        matrix=scenes.matrix(found),
        spots=spots,
        packed_map=_packed(drawn(spots)),
        positions=_positions(store, head.readings),
        pledges=_pledges(store, head.readings),
        figures=_figures(store, head.readings),
        sources=scenes.sources(store, where),
    )


def _near(found: Sequence[Deed], head: Head) -> list[Deed]:
    """The events of the days of the reports, with some air before and after them."""
    if head.begins is None or head.ends is None:
        return list(found)
    first, last = date.fromisoformat(head.begins[:10]), date.fromisoformat(head.ends[:10])
    air = timedelta(days=max(AIR, (last - first).days // 3))
    begin, end = (first - air).isoformat(), (last + air).isoformat()
    return [deed for deed in found if begin <= deed.day <= end]


def _involved(found: Sequence[Deed]) -> tuple[Somebody, ...]:
    """Those who do most or to whom most is done, of those who are known by more than a common word."""
    names: dict[str, Somebody] = {}
    counted: Counter[str] = Counter()
    for deed in found:
        for who in dict.fromkeys((*deed.doers, *deed.others)):
            if who.id is not None and not who.id.startswith("nominal/"):
                names.setdefault(who.id, who)
                counted[who.id] += 1
    return tuple(names[name] for name, _ in sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:SHOWN])


def _types(found: Sequence[Deed]) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = defaultdict(int)
    for deed in found:
        counted[deed.type] += 1
    return tuple(sorted(counted.items(), key=lambda each: (-each[1], each[0]))[:TYPES])


def _by_status(found: Sequence[Deed], locale: str) -> Markup:
    lanes = [(look.status, look.label) for look in LOOKS]
    marks = _marks(found, [deed.status for deed in found])
    return timeline(marks, lanes, "Events in time, a row for each status; every sign leads to the sentence", _further, locale)


def _further(lane: str, first: str, last: str) -> str:
    return "/events?" + urlencode([("status", lane), ("since", first), ("until", last)])


def _any(lane: str, first: str, last: str) -> str:
    return "/events?" + urlencode([("since", first), ("until", last)])


def _by_line(found: Sequence[Deed], locale: str) -> Markup:
    lines = [line_of_deed(deed) for deed in found]
    lanes = [(line, line) for line in ordered(lines)]
    return timeline(_marks(found, lines), lanes, "Lines of effort side by side in time; every sign leads to the sentence", _any, locale)


def _marks(found: Sequence[Deed], lanes: Sequence[str]) -> list[Mark]:
    """A mark for each happening: what several reports tell of one day, type, status and doer is one mark."""
    same: dict[Key, list[Deed]] = defaultdict(list)
    for deed, lane in zip(found, lanes, strict=True):
        if deed.day:
            who = next((party.id or party.name for party in deed.doers or deed.others), "")
            same[deed.type, deed.mode, deed.status, deed.day, who, lane].append(deed)
    return [Mark(key[3], key[5], key[2], _href(told[0]), _title(told)) for key, told in same.items()]


def _href(deed: Deed) -> str:
    return f"/reports/{quote(deed.article)}?value=events/{deed.number}#value"


def _title(told: Sequence[Deed]) -> str:
    deed = told[0]
    kind = deed.type + (f"/{deed.mode}" if deed.mode else "")
    who = ", ".join(dict.fromkeys(party.name for party in deed.doers))
    whom = ", ".join(dict.fromkeys(party.name for party in deed.others))
    where = ", ".join(dict.fromkeys(place.name for place in deed.places))
    parties = f"{who}{' → ' if who and whom else ''}{whom}"
    again = f" (told {len(told)} times)" if len(told) > 1 else ""
    named = " ".join(
        part for part in (f"{deed.day}: {kind},", f"{deed.status.replace('-', ' ')}.", parties, f"({where})" if where else "") if part
    )
    sentence = deed.sentence if len(deed.sentence) <= LONGEST else f"{deed.sentence[:LONGEST].rsplit(' ', 1)[0]} …"
    return f"{named}{again} “{sentence}”"


def _positions(store: Store, ids: Sequence[int]) -> tuple[Stood, ...]:
    latest: dict[str, dict[str, FoundPosition]] = defaultdict(dict)
    for found in _newest(store, "positions", ids):
        if isinstance(found, FoundPosition):
            latest[found.proposition].setdefault(found.actor.id or found.actor.name, found)
    made = [Stood(name, next(iter(by.values())).text, tuple(by.values())) for name, by in latest.items()]
    return tuple(sorted(made, key=lambda stood: -len(stood.positions))[:SHOWN])


def _pledges(store: Store, ids: Sequence[int]) -> tuple[FoundCommitment, ...]:
    once: dict[tuple[str, str], FoundCommitment] = {}
    for found in _newest(store, "commitments", ids):
        if isinstance(found, FoundCommitment):
            once.setdefault((", ".join(party.name for party in found.actors), found.type or found.action), found)
    return tuple(once.values())[:SHOWN]


def _figures(store: Store, ids: Sequence[int]) -> tuple[Claimed, ...]:
    groups: dict[tuple[str, str], list[FoundFigure]] = defaultdict(list)
    for found in reversed(_newest(store, "figures", ids)):
        if isinstance(found, FoundFigure) and (found.value is not None or found.low is not None):
            spot = next((place.name for place in found.places), "")
            about = ", ".join(part for part in (found.subject.name if found.subject is not None else "", spot) if part)
            groups[found.measure, about].append(found)
    made = [_claimed(measure, about, claims) for (measure, about), claims in groups.items()]
    return tuple(sorted(made, key=lambda claimed: (-len(claimed.claims), claimed.measure))[:SHOWN])


def _claimed(measure: str, about: str, claims: Sequence[FoundFigure]) -> Claimed:
    return Claimed(measure, about, _once(claims), differ=len({_bounds(claim) for claim in claims}) > 1)


def _bounds(claim: FoundFigure) -> tuple[float | None, ...]:
    return (claim.value, claim.low, claim.high)


def _once(claims: Sequence[FoundFigure]) -> tuple[FoundFigure, ...]:
    once: dict[tuple[object, ...], FoundFigure] = {}
    for claim in claims:
        once.setdefault((*_bounds(claim), claim.according_to[-1].name if claim.according_to else ""), claim)
    return tuple(once.values())[-6:]


def _newest(store: Store, noun: Noun, ids: Sequence[int]) -> list[Value]:
    found = scenes.told(store, noun, ids)
    return sorted(found, key=lambda value: (value.report.published or "", -value.number), reverse=True)


def whole(
    request: Request, desk: Desk, where: Where, which: Which, *, title: str, situation: int | None, chapters: Sequence[StoryLine],
    among: int,
) -> Response:  # fmt: skip
    """The page of a story (``among`` so many of its situation) or of a situation with its latest ``chapters``."""
    head = scenes.head(desk.store, where)
    shown = overview(desk.store, where, head, locale_of(request.headers.get("accept-language")))
    parts = recent(desk.store, which, situations=1, each=CHANGES).parts
    sides = [side for part in parts for change in part.changes for side in (change.now, change.before) if side is not None]
    cited = {*(side.article for side in sides), *(quoted.article for quoted in shown.summary)}
    return page(
        request, "overview.html.j2", title=title, where=where, head=head, shown=shown, changes=parts[0] if parts else None,
        behind=reports_behind(desk.store, sorted(cited)), situation=situation, chapters=chapters, among=among,
        points=f"/map/points.json?{'story' if where.story is not None else 'situation'}={where.story or where.situation}",
    )  # fmt: skip
