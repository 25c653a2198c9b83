"""Which rules a report fits: rules hang in an index by the rarest thing they ask, and only those that its values touch are looked at.

It answers as ``store/conditions.py`` asks: the same words of a question mean the same of a report in memory and of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from dateline.errors import UsageError
from dateline.store.conditions import groups
from dateline.store.meaning import Meaning, meaning
from dateline.store.names import ActorSet, Names, PlaceSet
from dateline.store.question import Noun
from dateline.watch.facts import Facts, Key, anchors, doers, size_of, undergoers
from dateline.watch.rules import Threshold, Watch, threshold_of

WHOLE = -1  # the number of a report as a whole


@dataclass(frozen=True, slots=True)
class Rule:
    """A watch with its names looked up: what is asked of which values. The first of ``parts`` gives the values that it is about."""

    id: int
    watch: Watch
    meant: Meaning
    parts: tuple[tuple[Noun, Meaning], ...]
    threshold: Threshold | None
    measures: tuple[str, ...]  # words of measures that the store does not have yet
    propositions: tuple[str, ...]  # the same, ids or their beginnings
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A value of a report that fits a rule; ``number`` is its place in the record's list, ``WHOLE`` for the report itself."""

    rule: Rule
    noun: Noun
    number: int


class WatchNames(Names):
    """Looks names up, forgiving what no report has told yet: a measure, a proposition, a source."""

    def measures(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Those of ``texts`` that the store's figures spell."""
        return _forgiving(super().measures, texts)

    def propositions(self, texts: Sequence[str]) -> tuple[str, ...]:
        """The propositions that the store has."""
        return _forgiving(super().propositions, texts)

    def sources(self, texts: Sequence[str]) -> tuple[int, ...]:  # noqa: ARG002
        """None: rules look at the names of sources."""
        return ()


def _forgiving(look: Callable[[Sequence[str]], tuple[str, ...]], texts: Sequence[str]) -> tuple[str, ...]:
    out: tuple[str, ...] = ()
    for text in texts:
        try:
            out += look((text,))
        except UsageError:
            continue
    return out


def compiled(number: int, watch: Watch, connection: Connection, today: date, site: Path | None = None) -> Rule:
    """``watch`` as a rule; ``UsageError`` with the nearest right ones where it names somebody or some place unknown."""
    question = watch.question
    meant = meaning(question, WatchNames(connection, site), today)
    threshold = threshold_of(watch.threshold) if watch.threshold is not None else None
    loose = tuple(text.casefold() for text in question.measure if text not in meant.measures)
    parts = _parts(watch, meant, threshold, asked=bool(question.measure), stated=bool(question.proposition))
    return Rule(number, watch, meant, parts, threshold, loose, question.proposition, question.source, meant.notes)


def _parts(watch: Watch, meant: Meaning, threshold: Threshold | None, *, asked: bool, stated: bool) -> tuple[tuple[Noun, Meaning], ...]:
    """The kinds of values that are asked for; a threshold, or a measure that no report has told yet, asks for a kind by itself."""
    if watch.ask != "reports":
        return ((watch.ask, meant),)
    found = groups(meant)
    have = {noun for noun, _ in found}
    if threshold is not None and "events" not in have:
        found = (("events", meant.only("actor", "place")), *found)
    if asked and "figures" not in have:
        found = (("figures", meant.only("actor", "place")), *found)
    if stated and "positions" not in have:
        found = (("positions", meant.only("actor")), *found)
    return found


def matches(rule: Rule, facts: Facts) -> list[Match]:
    """The values of a report that the rule is about, none where it does not fit."""
    if not _report_fits(rule, facts):
        return []
    first: list[Match] | None = None
    for noun, meant in rule.parts:
        if noun == "reports":
            fits = [WHOLE] if _whole_fits(meant, facts) else []
        else:
            fits = [number for number, value in enumerate(getattr(facts.record, noun)) if _FITS[noun](rule, meant, facts, value)]
        if not fits:
            return []
        if first is None:
            first = [Match(rule, noun, number) for number in fits]
    return first or []


def _report_fits(rule: Rule, facts: Facts) -> bool:
    meant, published = rule.meant, facts.published
    if meant.since is not None and not (published is not None and published >= meant.since):
        return False
    if meant.until is not None and not (published is not None and published < meant.until):
        return False
    if meant.languages and facts.record.article.language not in meant.languages:
        return False
    if rule.sources and facts.source not in rule.sources:
        return False
    return meant.query is None or facts.holds(meant.query)


def _whole_fits(meant: Meaning, facts: Facts) -> bool:
    return (not meant.actor or facts.any_of(facts.actors, meant.actor)) and (not meant.place or facts.lies_in(facts.places, meant.place))


def _when(meant: Meaning, begins: str | None) -> bool:
    if meant.when_since is None and meant.when_until is None:
        return True
    if begins is None:
        return False
    return (meant.when_since is None or begins >= meant.when_since) and (meant.when_until is None or begins < meant.when_until)


def _teller(chain: Sequence[str]) -> str | None:
    return chain[-1] if chain else None


def _event(rule: Rule, meant: Meaning, facts: Facts, event: Any) -> bool:
    if meant.types and event.type not in meant.types:
        return False
    if meant.statuses and event.factuality.status not in meant.statuses:
        return False
    if (meant.modes and event.mode not in meant.modes) or (meant.contexts and not set(meant.contexts) & set(event.contexts)):
        return False
    if rule.threshold is not None and not rule.threshold.holds(getattr(event.magnitude, rule.threshold.what, None)):
        return False
    return (
        (not meant.place or facts.lies_in(event.places, meant.place))
        and (not meant.doer or facts.any_of(doers(event), meant.doer))
        and (not meant.recipient or facts.any_of(undergoers(event), meant.recipient))
        and (not meant.speaker or facts.is_one(_teller(event.factuality.according_to), meant.speaker))
        and (not meant.actor or facts.any_of((*doers(event), *undergoers(event)), meant.actor))
        and _when(meant, facts.begins.get(event.time) if event.time is not None else None)
    )


def _statement(rule: Rule, meant: Meaning, facts: Facts, value: Any) -> bool:
    speaker = value.speaker.actor if value.speaker is not None else None
    addressee = value.addressee.actor if value.addressee is not None else None
    return (
        (not meant.acts or value.act in meant.acts)
        and (not meant.speaker or facts.is_one(speaker, meant.speaker))
        and (not meant.recipient or facts.is_one(addressee, meant.recipient))
        and (not meant.actor or facts.any_of((speaker, addressee), meant.actor))
    )


def _position(rule: Rule, meant: Meaning, facts: Facts, value: Any) -> bool:
    name = value.proposition.id
    if rule.propositions and not (
        name in meant.propositions or any(name == each or name.startswith(f"{each}/") for each in rule.propositions)
    ):
        return False
    return (
        (not meant.stances or value.stance in meant.stances)
        and (not meant.actor or facts.is_one(value.actor, meant.actor))
        and _when(meant, facts.begins.get(value.time) if value.time is not None else None)
    )


def _commitment(rule: Rule, meant: Meaning, facts: Facts, value: Any) -> bool:
    return (
        (not meant.types or value.action.type in meant.types)
        and (not meant.statuses or value.status in meant.statuses)
        and (not meant.stances or value.stance in meant.stances)
        and (not meant.doer or facts.any_of(value.actors, meant.doer))
        and (not meant.recipient or facts.is_one(value.towards, meant.recipient))
        and (not meant.actor or facts.any_of((*value.actors, value.towards), meant.actor))
        and _when(meant, value.deadline)
    )


def _figure(rule: Rule, meant: Meaning, facts: Facts, value: Any) -> bool:
    if meant.measures or rule.measures:
        words = value.measure.casefold().split()
        if value.measure not in meant.measures and not any(each == value.measure.casefold() or each in words for each in rule.measures):
            return False
    most, least = size_of(value, least=True), size_of(value, least=False)
    if meant.least is not None and not (most is not None and most >= meant.least):
        return False
    if meant.most is not None and not (least is not None and least <= meant.most):
        return False
    if rule.threshold is not None and rule.parts[0][0] == "figures" and not _counted(rule.threshold, value.measure, most, least):
        return False
    return (
        (not meant.speaker or facts.is_one(_teller(value.according_to), meant.speaker))
        and (not meant.actor or facts.is_one(value.subject, meant.actor))
        and (not meant.place or facts.lies_in((value.place,), meant.place))
        and _when(meant, facts.begins.get(value.time) if value.time is not None else None)
    )


def _counted(threshold: Threshold, measure: str, most: float | None, least: float | None) -> bool:
    named = threshold.what == measure.casefold() or threshold.what in measure.casefold().split()
    return named and threshold.holds(most if threshold.sign[0] in ">=" else least)


def _membership(rule: Rule, meant: Meaning, facts: Facts, value: Any) -> bool:
    return (
        (not meant.group or facts.is_one(value.group, meant.group))
        and (not meant.member or facts.is_one(value.member, meant.member))
        and (not meant.speaker or facts.is_one(_teller(value.according_to), meant.speaker))
        and (not meant.actor or facts.any_of((value.group, value.member), meant.actor))
        and _when(meant, facts.begins.get(value.time) if value.time is not None else None)
    )


_FITS: Mapping[str, Callable[[Rule, Meaning, Facts, Any], bool]] = {
    "events": _event, "statements": _statement, "positions": _position, "commitments": _commitment, "figures": _figure,
    "memberships": _membership,
}  # fmt: skip


@dataclass(slots=True)
class RuleIndex:
    """Rules by what they hang on."""

    hung: dict[Key, list[Rule]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> RuleIndex:
        """An index of ``rules``."""
        made = cls()
        for rule in rules:
            for key in hooks(rule):
                made.hung[key].append(rule)
        return made

    def matches(self, facts: Facts) -> list[Match]:
        """All values of a report that fit some rule, rule by rule in the order of their numbers."""
        found = {rule.id: rule for key in facts.keys() & self.hung.keys() for rule in self.hung[key]}
        return [match for number in sorted(found) for match in matches(found[number], facts)]


def hooks(rule: Rule) -> tuple[Key, ...]:
    """What a rule hangs on: every report that fits it has at least one of these."""
    meant = rule.meant
    choices: list[tuple[Key, ...]] = []
    if meant.query is not None:
        choices.append(anchors(meant.query))
    for who in (meant.doer, meant.recipient, meant.speaker, meant.group, meant.member, meant.actor):
        choices.append(_of_actors(who))
    choices.append(_of_places(meant.place))
    if rule.propositions:
        choices.append(tuple(("proposition", each.split("/")[0]) for each in (*rule.propositions, *meant.propositions)))
    if meant.measures and not rule.measures:
        choices.append(tuple(("measure", each) for each in meant.measures))
    choices += [tuple(("source", each) for each in rule.sources), tuple(("type", each) for each in meant.types)]
    return next((choice for choice in choices if choice), (("", ""),))


def _of_actors(asked: ActorSet) -> tuple[Key, ...]:
    return (*(("actor", each) for each in asked.ids), *(("code", each[:3]) for each in asked.codes))


def _of_places(asked: PlaceSet) -> tuple[Key, ...]:
    countries = dict.fromkeys((*asked.countries, *(country for country, _ in asked.divisions)))
    return (
        *(("geonameid", str(each)) for each in asked.geonameids), *(("country", each) for each in countries),
        *(("named", each) for each in asked.named),
    )  # fmt: skip
