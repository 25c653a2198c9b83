"""The questions of the API: the filter words of ``find`` as parameters, field choice, the form of the answer, pages and streams."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from urllib.parse import parse_qsl, urlencode

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from dateline.errors import UsageError
from dateline.store.asking import PAGE
from dateline.store.listing import COLUMNS, cells, csv_line
from dateline.store.question import COMMITMENT_STATUSES, SIDES, STANCES, STATUSES, FilterWord, Noun, Question, clean, unknown, words_of
from dateline.store.store import Store
from dateline.web.api.fields import Choice, choice_of, names_of
from dateline.web.api.shapes import KINDS
from dateline.web.api.telling import CSV, JSON, LINES, Json, line, parameter, reply, told

LARGEST = 1_000  # answers of a page of JSON; JSON Lines and CSV are written as they are found, and know no bound
PAIRS = 500
FORMS = ("json", "jsonl", "csv")
OWN = ("fields", "format")
PATTERNS = {
    "DATE": r"^(\d{4}(-\d\d(-\d\d(T\d\d:\d\d.*)?)?)?|\d{1,5}[hdwmy]|today|yesterday)$",
    "CODE": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
}
_WANTED = {"json": JSON, "jsonl": LINES, "csv": "text/csv"}
_ALSO = {"application/jsonl": "jsonl", "application/x-jsonlines": "jsonl", "application/ndjson": "jsonl"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One call that asks: the noun, the question, which fields are wanted, in which form; ``line`` is its address without the cursor."""

    noun: Noun
    question: Question
    choice: Choice
    form: str
    line: str


def pairs_of(request: Request) -> list[tuple[str, str]]:
    """The parameters of an address line."""
    try:
        return parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=PAIRS, errors="replace")
    except ValueError as error:
        raise UsageError(f"At most {PAIRS} parameters are taken.") from error


def filled(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """``pairs``, each of which says something; ``UsageError`` for one that does not: a program that sends it means something else."""
    given = list(pairs)
    empty = next((name for name, value in given if not clean(value)), None)
    if empty is not None:
        raise UsageError(f"{empty[:40]} is empty: give it a value, or leave it out.")
    return given


def form_of(request: Request, pairs: Sequence[tuple[str, str]]) -> str:
    """The form asked for: ``format``, else the first that ``Accept`` knows, else JSON."""
    written = next((value for name, value in pairs if name == "format"), None)
    if written is not None:
        if written not in FORMS:
            raise unknown("The format", written[:40], FORMS)
        return written
    for part in request.headers.get("accept", "").split(","):
        media = part.partition(";")[0].strip().lower()
        if media in _ALSO:
            return _ALSO[media]
        for form, known in _WANTED.items():
            if media == known:
                return form
    return "json"


def asked(request: Request, noun: Noun, pairs: Sequence[tuple[str, str]] | None = None) -> Asked:
    """What a call asks; ``UsageError`` with the nearest right one for a wrong word, value or field."""
    given = filled(pairs if pairs is not None else pairs_of(request))
    own = dict(pair for pair in given if pair[0] in OWN)
    question = Question.from_pairs(pair for pair in given if pair[0] not in OWN).checked(noun)
    form = form_of(request, given)
    if form == "json" and (question.limit or 0) > LARGEST:
        raise UsageError(f"A page of JSON holds at most {LARGEST} answers: go on with after, or ask for format=jsonl to get all of them.")
    if form == "csv" and "fields" in own:
        raise UsageError("A table has all of its columns: fields are for json and jsonl.")
    also = ("link",) if noun == "reports" else ("path", "link")
    choice = choice_of(own.get("fields"), names_of(KINDS[noun], also))
    kept = [pair for pair in given if pair[0] != "after"]
    return Asked(noun, question, choice, form, urlencode(kept))


def answer(request: Request, store: Store, call: Asked) -> Response:
    """The answers: a page of JSON, or all of them as JSON Lines or CSV, written as they are found."""
    if call.form == "json":
        return _page(request, store, call)
    chunks = _lines(store, call) if call.form == "jsonl" else _table(store, call)
    first = next(chunks, b"")  # what is wrong with the question shows before the answer begins
    name = f'attachment; filename="{call.noun}.{call.form}"'
    return StreamingResponse(chain((first,), chunks), media_type=LINES if call.form == "jsonl" else CSV,
                             headers={"Content-Disposition": name, "Cache-Control": "no-store"})  # fmt: skip


def _page(request: Request, store: Store, call: Asked) -> Response:
    question = call.question
    page = store.ask(call.noun, question).page(question.limit or PAGE)
    found = [call.choice.of(told(each)) for each in page.answers]
    shown = replace(question, after=None, limit=None).address()
    data = {"answers": call.noun, "question": shown, "found": found, "after": page.after, "notes": page.notes}
    headers = {}
    if page.after is not None:
        headers["Link"] = f'<{request.url.path}?{call.line}{"&" if call.line else ""}after={page.after}>; rel="next"'
    return reply(data, headers=headers)


def _lines(store: Store, call: Asked) -> Iterator[bytes]:
    for gulp in store.ask(call.noun, call.question).gulps():
        yield b"".join(line(call.choice.of(told(each))) for each in gulp)


def _table(store: Store, call: Asked) -> Iterator[bytes]:
    head = csv_line(COLUMNS[call.noun]).encode()
    for gulp in store.ask(call.noun, call.question).gulps():
        yield head + "".join(csv_line(cells(each)) for each in gulp).encode("utf-8", "replace")
        head = b""


@cache
def parameters(noun: Noun, leave: tuple[str, ...] = ()) -> tuple[Json, ...]:
    """The parameters of a list of that kind, as OpenAPI tells them: every filter word it knows, then ours."""
    words = [_parameter(word, noun) for word in words_of(noun) if word.name not in leave]
    also = ("link",) if noun == "reports" else ("path", "link")
    fields = {"type": "array", "items": {"type": "string", "enum": list(names_of(KINDS[noun], also))}}
    return (
        *words,
        parameter("fields", "The fields wanted of each answer in JSON; all where none is named.", fields, style="form", explode=False),
        parameter("format", "The form of the answer; without it the header Accept decides.", {"type": "string", "enum": list(FORMS)}),
    )


def _parameter(word: FilterWord, noun: Noun) -> Json:
    one: Json = {"type": "string", "minLength": 1, "maxLength": 1_000}
    if word.name == "limit":
        one = {"type": "integer", "minimum": 1, "maximum": LARGEST, "default": PAGE}
    elif word.shape == "NUMBER":
        one = {"type": "number"}
    elif word.shape in PATTERNS:
        one = {"type": "string", "pattern": PATTERNS[word.shape]}
    elif values := values_of(word, noun):
        one = {"type": "string", "enum": list(values)}
    schema = {"type": "array", "items": one, "maxItems": 100} if word.many else one
    more = {"style": "form", "explode": True} if word.many else {}
    return parameter(word.name, word.meaning + (" Several times: any of the values." if word.many else ""), schema, **more)


def values_of(word: FilterWord, noun: Noun) -> tuple[str, ...]:
    """All values that a filter word has where answers of that kind are asked; none where any text will do."""
    if word.name == "status":
        return (*COMMITMENT_STATUSES, "all") if noun == "commitments" else ("real", *STATUSES, "all")
    if word.name == "stance":
        return SIDES if noun == "commitments" else STANCES
    if word.name == "sort" and noun != "reports":
        return tuple(value for value in word.values if value != "relevance")
    return word.values
