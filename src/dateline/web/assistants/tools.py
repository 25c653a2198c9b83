"""The tools: what each is called, what it takes, and what it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, cast, get_args

from dateline.errors import UsageError
from dateline.model.change import ChangeKind
from dateline.model.serial import to_json
from dateline.store.judging import Judgement, judge
from dateline.store.question import Noun, Question, unknown, words_of
from dateline.store.store import Store
from dateline.stories import asking, changes_pages, glance
from dateline.stories.changes_asking import since_day
from dateline.web.api.asking import parameters
from dateline.web.api.reading import LONGEST, Reports
from dateline.web.assistants.answers import Json, page

USUAL, MOST = 20, 100  # answers of a page
ACTIONS = ("accept", "reject", "replace", "join", "split")
PARTS = ("article", "actors", "places", "times", "statements", "events", "positions", "commitments", "figures", "memberships", "findings")
CITE = " Cite the quote and the link of what you use: every value stands on words of a report, and nothing here is more than a report says."
LIMIT: Json = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL, "description": "How many at most."}
AFTER: Json = {"type": "string", "description": "The cursor that the page before ended with."}
DAY: Json = {"type": "string", "description": "A day: YYYY-MM-DD, today, yesterday, 3d."}
ASKING: tuple[tuple[str, Noun, str], ...] = (
    ("find_reports", "reports", "Reports that hold words and tell of what is asked for, with the values asked for."),
    ("statements", "statements", "Who said what to whom, in the report's words."),
    ("events", "events", "What happened, did not happen or may happen: status says which, according_to by whose word."),
    ("positions", "positions", "Which party supports, opposes or sets conditions to which proposition."),
    ("commitments", "commitments", "Who pledged what to whom, by when."),
    ("figures", "figures", "Which numbers are claimed, of what, by whose word."),
    ("memberships", "memberships", "Who belongs to, joined or left which coalition or organisation."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Room:
    """What the tools work with: the store, the address of a desk for links (may be empty), where texts are read."""

    store: Store
    desk: str = ""
    reports: Reports = field(default_factory=Reports)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a tool: its arguments, and in whose name."""

    given: Mapping[str, Any]
    who: str

    def text(self, name: str) -> str | None:
        """A text among the arguments."""
        value = self.given.get(name)
        if value is not None and not isinstance(value, str):
            raise UsageError(f"{name} is a text.")
        return value

    def number(self, name: str, least: int = 1, most: int = 2**31 - 1) -> int | None:
        """A whole number among the arguments."""
        value = self.given.get(name)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most):
            raise UsageError(f"{name} is a whole number from {least} to {most}.")
        return value

    def limit(self) -> int:
        """How many answers."""
        return self.number("limit", 1, MOST) or USUAL


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: its name, what it is for, its parameters (JSON Schema), those that must be given, what it does; ``writes`` into the store."""

    name: str
    about: str
    takes: Json
    needs: tuple[str, ...]
    run: Callable[[Room, Call], Json]
    writes: bool = False

    def schema(self) -> Json:
        """What it takes, as JSON Schema."""
        return {"type": "object", "properties": self.takes, "required": list(self.needs), "additionalProperties": False}

    def checked(self, given: Mapping[str, Any]) -> Mapping[str, Any]:
        """``given``, if it names what there is and all that must be; ``UsageError`` with the nearest right one else."""
        for name in given:
            if name not in self.takes:
                raise unknown("The argument", str(name)[:80], tuple(self.takes))
        missing = next((name for name in self.needs if given.get(name) is None), None)
        if missing is not None:
            raise UsageError(f"{self.name} needs {missing}.")
        return given


def tools(*, judging: bool) -> tuple[Tool, ...]:
    """All tools; that which judges only where it was allowed."""
    asking_tools = tuple(Tool(name, about + CITE, _words(noun), (), partial(_ask, noun)) for name, noun, about in ASKING)
    return (*asking_tools, *_READING, *((_JUDGE,) if judging else ()))


def _words(noun: Noun) -> Json:
    """The filter words that answers of that kind know, as parameters."""
    declared = {each["name"]: each for each in parameters(noun)}
    out = {}
    for word in words_of(noun):
        if word.name != "limit":
            out[word.keyword] = {**declared[word.name]["schema"], "description": declared[word.name]["description"]}
    return {**out, "limit": LIMIT}


def _ask(noun: Noun, room: Room, call: Call) -> Json:
    given = {name: value for name, value in call.given.items() if name != "limit"}
    if any(isinstance(value, dict | bool) for value in given.values()):
        raise UsageError("Filter words take texts, numbers, or lists of texts.")
    return page(room.store, noun, Question.of(**given).checked(noun), call.limit(), room.desk)


def _stories(room: Room, call: Call) -> Json:
    until = call.text("until")
    day = since_day(until, _today(room))[:10] if until is not None else None
    found = glance.latest_stories(room.store, limit=call.limit(), after=call.text("after"), until=day)
    return {
        "found": [{**cast(Json, to_json(each)), "link": f"{room.desk}/stories/{each.id}"} for each in found.lines],
        "after": found.after,
    }


def _story(room: Room, call: Call) -> Json:
    number = call.number("number") or 0
    told = cast(Json, to_json(asking.story(room.store, number)))
    return {**told, "link": f"{room.desk}/stories/{told['line']['id']}"}


def _situation(room: Room, call: Call) -> Json:
    number = call.number("number")
    if number is None:
        found = glance.latest_situations(room.store, limit=call.limit(), after=call.text("after"))
        return {"found": to_json(found.situations), "after": found.after}
    with room.store.reading() as connection:
        listed = glance.summaries(connection, [number])
    if not listed:
        raise UsageError(f"There is no situation {number}; without a number the latest are listed.")
    changes = changes_pages.latest(room.store, changes_pages.Wanted(situation=number), limit=call.limit())
    lines = glance.lines_of(room.store, listed[0].stories[-call.limit() :])
    return {"situation": to_json(listed[0]), "stories": to_json(lines), "changes": to_json(changes.changes),
            "link": f"{room.desk}/situations/{number}"}  # fmt: skip


def _changes(room: Room, call: Call) -> Json:
    kinds = call.given.get("kinds") or []
    since, until = call.text("since"), call.text("until")
    today = _today(room)
    wanted = changes_pages.Wanted(
        changes_pages.kinds_of(kinds if isinstance(kinds, list) else [kinds]), call.number("situation"),
        since_day(since, today) if since is not None else None, since_day(until, today) if until is not None else None,
    )  # fmt: skip
    found = changes_pages.latest(room.store, wanted, limit=call.limit(), after=call.text("after"))
    return {"found": to_json(found.changes), "after": found.after}


def _report(room: Room, call: Call) -> Json:
    record = room.store.record(call.text("article") or "", version=call.number("version"), judged=True).to_dict()
    parts = call.given.get("parts") or PARTS
    strange = next((part for part in parts if part not in PARTS), None)
    if strange is not None:
        raise unknown("The part", str(strange)[:80], PARTS)
    article = record["article"]
    shown = {**record, "article": {name: part for name, part in article.items() if name != "source_map"}}
    return {**{part: shown[part] for part in parts}, "address": article["source"]["uri"], "link": f"{room.desk}/reports/{article['id']}"}


def _read(room: Room, call: Call) -> Json:
    text = call.text("text") or ""
    if len(text) > LONGEST:
        raise UsageError(f"At most {LONGEST:,} characters are read at once.")
    record = room.reports.read(text, call.text("published")).to_dict()
    return {part: record[part] for part in PARTS if part != "article"} | {"text": record["article"]["text"]}


def _judge(room: Room, call: Call) -> Json:
    replacement = json.dumps(call.given["replacement"]) if "replacement" in call.given else None
    action = cast(Any, call.text("action"))
    said = Judgement(
        action, call.who, call.text("why") or "", call.text("article"), call.text("path"), call.text("field"), replacement,
        call.text("actor"), call.text("other"),
    )  # fmt: skip
    made = judge(room.store, said)
    return {"judgement": made, "who": call.who}


def _today(room: Room) -> date:
    return date.fromisoformat(room.store.now()[:10])


_TEXT: Json = {"type": "string"}
_NUMBER: Json = {"type": "integer", "minimum": 1}
_READING = (
    Tool("stories", "The stories (reports of one happening together), that with the latest report first.",
         {"until": {**DAY, "description": "Leaves out what was published after this day."}, "limit": LIMIT, "after": AFTER}, (), _stories),
    Tool("story", "A story whole: summary quoted from the reports, who and where, what each report says happened." + CITE,
         {"number": _NUMBER}, ("number",), _story),
    Tool("situation", "A situation (stories linked over weeks) with stories and latest changes; without a number the latest situations.",
         {"number": _NUMBER, "limit": LIMIT, "after": AFTER}, (), _situation),
    Tool("changes", "What changed, the latest first: contradictions, turned positions, pledges kept or broken; both sides quoted." + CITE,
         {"kinds": {"type": "array", "items": {"type": "string", "enum": list(get_args(ChangeKind))}}, "situation": _NUMBER, "since": DAY,
          "until": DAY, "limit": LIMIT, "after": AFTER}, (), _changes),
    Tool("report", "The whole record of a report: its text and every value with the offsets of its words.",
         {"article": {**_TEXT, "description": "The id of the report, as answers name it."}, "version": _NUMBER,
          "parts": {"type": "array", "items": {"type": "string", "enum": list(PARTS)}, "description": "Parts wanted; all without it."}},
         ("article",), _report),
    Tool("read_text", "Reads a news report that you give and tells what it says, as of stored ones; nothing is kept.",
         {"text": {**_TEXT, "minLength": 1, "maxLength": LONGEST}, "published": {**_TEXT, "description": "Its day: YYYY-MM-DD."}},
         ("text",), _read),
)  # fmt: skip
_JUDGE = Tool(
    "judge", "Says of a value that it is right (accept), wrong (reject), or what it should say (replace); in the name of whom you serve.",
    {"action": {"type": "string", "enum": list(ACTIONS)}, "why": {**_TEXT, "description": "The reason."}, "article": _TEXT,
     "path": {**_TEXT, "description": "Where the value stands, as events/7."}, "field": {**_TEXT, "description": "As factuality.status."},
     "replacement": {"description": "What stands there instead.", "type": ["string", "number", "boolean", "null"]}, "actor": _TEXT,
     "other": _TEXT}, ("action", "why"), _judge, writes=True,
)  # fmt: skip
