"""The commands that ask a store; their options are made from the filter words of ``store/question.py``."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.commands.common import fail, site_option, store_option, there
from dateline.errors import DatelineError, StoreError
from dateline.store.question import FORMATS, FilterWord, Noun, Question, words_of

if TYPE_CHECKING:
    from dateline.store.store import Store

format_option = click.option("--format", "form", type=click.Choice(FORMATS), default="eyes", show_default=True,
                             help="For eyes a page of 50; the others give all answers, or --limit.")  # fmt: skip


def filters(noun: Noun, leave: Iterable[str] = ()) -> Callable[[Any], Any]:
    """The options of every filter word that answers of that kind know."""

    def decorate(command: Any) -> Any:
        for word in reversed([each for each in words_of(noun) if each.name not in leave]):
            command = _option(word)(command)
        return command

    return decorate


def _option(word: FilterWord) -> Callable[[Any], Any]:
    listed = f" One of: {', '.join(word.values)}." if word.values and word.name != "status" else ""
    return click.option(f"--{word.name}", word.keyword, metavar=word.shape, multiple=word.many, help=word.meaning + listed)


def _listing(noun: Noun, meaning: str) -> click.Command:
    @click.command(noun, help=f"{meaning} The newest first; a word given several times means any of its values.")
    @filters(noun)
    @format_option
    @store_option
    @site_option
    def command(form: str, address: str, site: Path | None, **asked: Any) -> None:
        answer(noun, asked, form, address, site)

    return command


statements = _listing("statements", "List who said what.")
events = _listing("events", "List what happened, did not happen or may happen.")
positions = _listing("positions", "List who stands where.")
commitments = _listing("commitments", "List what was pledged.")
figures = _listing("figures", "List figures claimed.")
memberships = _listing("memberships", "List who belongs to what.")


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@filters("reports", leave=["words"])
@format_option
@store_option
@site_option
def find(words: tuple[str, ...], form: str, address: str, site: Path | None, **asked: Any) -> None:
    """Find reports by WORDS in them ("a phrase", begin*, AND, OR, NOT, parentheses) and by what they tell."""
    answer("reports", {"words": [" ".join(map(_quoted, words))], **asked}, form, address, site)


@click.command()
@click.argument("name")
@filters("reports", leave=["limit", "after", "sort"])
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR", help="The folder to make; by default one called NAME.")
@store_option
@site_option
def release(name: str, into: Path | None, address: str, site: Path | None, **asked: Any) -> None:
    """Freeze the answers to a question as a folder that can be cited: tables, the question, versions, digests."""
    from dateline.store.release import freeze
    from dateline.store.store import Store

    try:
        question = _question(asked)
        there(address)
        with Store(address) as store:
            store.knowledge = site
            made = freeze(store, name, question, into or Path(name))
    except DatelineError as error:
        fail(error)
    click.echo(f"{made.folder}: {made.answers} answers of {made.files} tables, digest {made.digest}")


def answer(noun: Noun, asked: dict[str, Any], form: str, address: str, site: Path | None) -> None:
    """Asks and prints; ends the program with a sentence where that cannot be done."""
    try:
        question = _question(asked).checked(noun)
        with _opened(address) as store:
            store.knowledge = site
            _print(store, noun, question, form)
    except DatelineError as error:
        fail(error)


def _question(asked: dict[str, Any]) -> Question:
    return Question.of(**{name: given for name, given in asked.items() if given not in (None, (), [""])})


def _quoted(word: str) -> str:
    """An argument with spaces in it was quoted on the command line: a phrase, unless it says more."""
    plain = " " in word and not any(sign in word for sign in '"()*') and not {"AND", "OR", "NOT"} & set(word.split())
    return f'"{word}"' if plain else word


def _opened(address: str) -> Store:
    from dateline.store.store import Store

    there(address)
    try:
        return Store(address, readonly=True)
    except StoreError:  # an older structure, say: opened for writing it is brought up to date, or tells what is wrong
        store = Store(address)
        if store.did is not None:
            click.echo(f"dateline: {store.did}", err=True)
        return store


def _print(store: Store, noun: Noun, question: Question, form: str) -> None:
    from dateline.store.listing import COLUMNS, cells, csv_line, json_line

    answers = store.ask(noun, question)
    if form == "eyes":
        _eyes(store, noun, question)
    elif form == "csv":
        _write(csv_line(COLUMNS[noun]))
        for each in answers:
            _write(csv_line(cells(each)))
    elif form == "jsonl":
        for each in answers:
            _write(json_line(each) + "\n")
    else:
        _write(f'{{"answers":"{noun}","question":{_json(question.address())},"found":[')
        for number, each in enumerate(answers):
            _write(("," if number else "") + "\n" + json_line(each))
        _write("\n]}\n")


def _eyes(store: Store, noun: Noun, question: Question) -> None:
    from dateline.store.eyes import render

    page = store.ask(noun, question).page()
    for note in page.notes:
        click.echo(f"dateline: {note}", err=True)
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    if page.answers:
        _write(render(page.answers, width=shutil.get_terminal_size((110, 24)).columns, colour=colour))
    else:
        click.echo("dateline: Nothing in the store answers this.", err=True)
    if page.after is not None:
        click.echo(f"dateline: {len(page.answers)} shown; the next ones: --after {page.after}", err=True)


def _json(text: str) -> str:
    import json

    return json.dumps(text)


def _write(text: str) -> None:
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
