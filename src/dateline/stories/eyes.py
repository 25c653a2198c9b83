"""Stories for eyes: a list, and one story on a page of the terminal. Free of control characters, whatever a report holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap

from dateline.model.story import Account, Happening, Member, Placement, Story, StoryLine
from dateline.show.wording import look
from dateline.store.question import clean

NARROWEST, INDENT, EVENTS = 50, "    ", 12
COPIES = (("identical", "the same text as"), ("abridged", "a shorter print of"), ("extended", "a longer print of"),
          ("updated", "a later form of"))  # fmt: skip


def listed(found: Sequence[StoryLine], *, width: int) -> str:
    """A line a story: number, days, reports and sources, title."""
    if not found:
        return "No stories."
    out: list[str] = []
    for line in found:
        head = f"{line.id:>6}  {_days(line):21}  {_counted(line)}"
        out.extend((head, *_wrapped(line.title, width, " " * 8)))
    return "\n".join(out)


def told(story: Story, *, width: int) -> str:
    """The story whole."""
    out = [*_wrapped(story.line.title, width, ""), f"story {story.line.id}, {_days(story.line).strip()}, {_counted(story.line)}", ""]
    for quoted in story.summary:
        out.extend(_wrapped(f"{_quoted(quoted.text)} [{quoted.article}]", width, INDENT))
    for heading, names in (("Who", story.actors), ("Where", story.places)):
        if names:
            out.extend(("", *_wrapped(f"{heading}: {', '.join(f'{each.name} ({each.reports})' for each in names)}", width, "")))
    if story.happenings:
        out.extend(("", "What happened, by how many reports:"))
        for happening in story.happenings[:EVENTS]:
            out.extend(_happening(happening, width))
        if len(story.happenings) > EVENTS:
            out.append(f"{INDENT}and {len(story.happenings) - EVENTS} more (--format json has all)")
    out.extend(("", "Reports:"))
    for member in story.members:
        out.extend(_member(member, width))
    return "\n".join(out)


def placed(placement: Placement) -> str:
    """In one line where a report was put, and why."""
    why = "; ".join(str(reason) for reason in placement.why[:3])
    copy = f", {dict(COPIES)[placement.copy_of.kind]} {placement.copy_of.original}" if placement.copy_of is not None else ""
    return clean(f"{placement.article}: story {placement.story} ({placement.outcome}{copy}){f': {why}' if why else ''}")


def _happening(happening: Happening, width: int) -> Iterator[str]:
    reports = len({account.article for account in happening.accounts})
    signs = ", ".join(f"{look(account.status).sign} {look(account.status).label}" for account in _one_a_status(happening))
    where = f" on {happening.day}" if happening.day else ""
    yield from _wrapped(f"{reports} {happening.type}{where}: {signs}", width, INDENT)
    for account in _one_a_status(happening):
        teller = f" ({account.teller})" if account.teller and account.teller != "author" else ""
        yield from _wrapped(f"{_quoted(account.quote.text)}{teller} [{account.article}]", width, INDENT * 2)


def _one_a_status(happening: Happening) -> list[Account]:
    return [next(each for each in happening.accounts if each.status == status) for status in happening.statuses]


def _member(member: Member, width: int) -> Iterator[str]:
    copy = f", {dict(COPIES)[member.copy.kind]} {member.copy.original}" if member.copy is not None else ""
    pinned = ", put here by a person" if member.pinned else ""
    yield from _wrapped(f"{member.published or 'undated'}  {member.teller}: {member.headline or '(no headline)'}{copy}{pinned} "
                        f"[{member.article}]", width, INDENT)  # fmt: skip


def _quoted(text: str) -> str:
    """The words in quotation marks, within which there are simple ones."""
    return "“" + text.translate(str.maketrans('“”"', "‘’'")) + "”"


def _days(line: StoryLine) -> str:
    begins, ends = ((moment or "")[:10] for moment in (line.begins, line.ends))
    return begins if begins == ends else f"{begins} – {ends}"


def _counted(line: StoryLine) -> str:
    reports = f"{line.reports} report{'s' if line.reports != 1 else ''}"
    return f"{reports} of {line.sources} independent source{'s' if line.sources != 1 else ''}"


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    return wrap(clean(" ".join(text.split())), max(width, NARROWEST), initial_indent=indent, subsequent_indent=indent) or [indent]
