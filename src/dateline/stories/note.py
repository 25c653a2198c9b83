"""The morning note for eyes, as Markdown, and as HTML for a mail. Free of control characters and of markup, whatever a report holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from textwrap import wrap

from dateline.model.change import Change, Note, Pledge, Side
from dateline.store.question import clean
from dateline.stories.changes_asking import LABELS

NARROWEST, LONGEST = 60, 260
_MARKS = re.compile(r"([\\`*_\[\]<>#|])")
NOTHING = "Nothing new."


def for_eyes(note: Note, *, width: int) -> str:
    """The note as plain text of at most ``width`` columns."""
    width = max(width, NARROWEST)
    out = [_headline(note), _counts(note), ""]
    for title, who, groups in _sections(note):
        out.extend([*wrap(title, width), *wrap(who, width), ""])
        for line, changes in groups:
            out.append(f"── {line} ".ljust(min(width, 100), "─"))
            for change in changes:
                out.extend(_change(change, width))
            out.append("")
    out.extend(_waiting(note.pledges, width))
    if note.left_out:
        out.append(f"{note.left_out} changes of less weight are left out; --limit shows more.")
    return "\n".join(out).rstrip()


def _headline(note: Note) -> str:
    until = f" until {note.until}" if note.until else ""
    return f"What changed since {note.since}{until}"


def _counts(note: Note) -> str:
    reports = f"{note.reports} report{'s' if note.reports != 1 else ''}"
    copied = f", {note.copies} of them copies that count for nothing" if note.copies else ""
    against = sum(change.contradicts for change in note.changes)
    told = (
        f"{len(note.changes)} change{'s' if len(note.changes) != 1 else ''}, {against} where words and acts part"
        if note.changes
        else NOTHING
    )
    return f"{told} · {reports}{copied}."


def _sections(note: Note) -> Iterator[tuple[str, str, list[tuple[str, list[Change]]]]]:
    """Situation by situation: title, who, and its changes by line of effort, the weightiest first."""
    for situation in note.situations:
        mine = [change for change in note.changes if change.situation == situation.id]
        if mine:
            days = f"{(situation.begins or '?')[:10]} to {(situation.ends or '?')[:10]}"
            title = clean(f"Situation {situation.id}: {situation.title}")
            who = clean(f"{days} · {situation.reports} reports · {', '.join(situation.actors)}")
            ordered = dict.fromkeys(change.line for change in mine)  # the line with the weightiest change first
            yield title, who, [(line, [each for each in mine if each.line == line]) for line in ordered]


def _change(change: Change, width: int) -> Iterator[str]:
    yield from wrap(clean(f"{_sign(change)} {_label(change)}: {change.what}"), width, subsequent_indent="    ")
    for lead, side in (("now", change.now), ("before", change.before)):
        if side is not None:
            told = clean(f"{_where(side)}: “{_short(side)}”{_teller(side)}")
            yield from wrap(told, width, initial_indent=f"{lead:>8}  ", subsequent_indent=" " * 10)
    if change.before is not None:
        yield from wrap(clean(change.why), width, initial_indent=f"{'why':>8}  ", subsequent_indent=" " * 10)


def _sign(change: Change) -> str:
    return "⚡" if change.contradicts else "▲" if change.before is not None else "+"


def _label(change: Change) -> str:
    return dict(LABELS)[change.kind]


def _where(side: Side) -> str:
    return f"{(side.published or '?')[:16].replace('T', ' ')} {side.source}"


def _short(side: Side) -> str:
    text = side.quote.text.strip('“”"')
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"


def _teller(side: Side) -> str:
    return f" — {side.teller}" if side.teller else ""


def _waiting(pledges: Sequence[Pledge], width: int) -> Iterator[str]:
    if pledges:
        yield "── pledges waiting ".ljust(min(width, 100), "─")
        for pledge in pledges:
            by = f" by {pledge.deadline}" if pledge.deadline else ""
            yield from wrap(clean(f"{pledge.status.upper()}: {pledge.told}{by}"), width, subsequent_indent="    ")
            side = pledge.steps[-1].side
            told = clean(f"{_where(side)}: “{_short(side)}”")
            yield from wrap(told, width, initial_indent=f"{'last':>8}  ", subsequent_indent=" " * 10)


def markdown(note: Note) -> str:
    """The note as Markdown."""
    out = [f"# {_headline(note)}", "", _counts(note), ""]
    for title, who, groups in _sections(note):
        out.extend([f"## {_plain(title)}", "", _plain(who), ""])
        for line, changes in groups:
            out.extend([f"### {line.capitalize()}", ""])
            for change in changes:
                out.append(f"- {_plain_sign(change)} **{_label(change)}**: {_plain(change.what)}")
                for lead, side in (("now", change.now), ("before", change.before)):
                    if side is not None:
                        out.append(
                            f"  - {lead}, {_plain(_where(side))}: “{_plain(_short(side))}”{_plain(_teller(side))} ({_plain(side.article)})"
                        )
                if change.before is not None:
                    out.append(f"  - why: {_plain(change.why)}")
            out.append("")
    if note.pledges:
        out.extend(["## Pledges waiting", ""])
        for pledge in note.pledges:
            by = f" by {pledge.deadline}" if pledge.deadline else ""
            out.append(f"- **{pledge.status}**: {_plain(pledge.told)}{by} (“{_plain(_short(pledge.steps[-1].side))}”)")
    return "\n".join(out).rstrip() + "\n"


def _plain_sign(change: Change) -> str:
    return f"\\{_sign(change)}" if _sign(change) == "+" else _sign(change)  # a bare one would begin a list


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", clean(text))


def html(note: Note) -> str:
    """The note as one HTML page that mail programs show: no scripts, no pictures, nothing fetched."""
    out = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8">',
        f"<title>{escape(_headline(note))}</title></head>",
        '<body style="font-family:Georgia,serif;max-width:44em;margin:1em auto;color:#222;line-height:1.45">',
        f'<h1 style="font-size:1.4em">{escape(_headline(note))}</h1><p>{escape(_counts(note))}</p>',
    ]
    for title, who, groups in _sections(note):
        out.append(f'<h2 style="font-size:1.15em;border-bottom:2px solid #222">{escape(title)}</h2><p style="color:#555">{escape(who)}</p>')
        for line, changes in groups:
            out.append(f'<h3 style="font-size:1em;color:#555;margin-bottom:.2em">{escape(line.capitalize())}</h3>')
            out.extend(_html_change(change) for change in changes)
    if note.pledges:
        rows = "".join(f"<li><b>{each.status}</b> {escape(clean(each.told))}, by {each.deadline}</li>" for each in note.pledges)
        out.append(f'<h2 style="font-size:1.15em">Pledges waiting</h2><ul>{rows}</ul>')
    return "\n".join([*out, "</body></html>"]) + "\n"


def _html_change(change: Change) -> str:
    colour = "#b00020" if change.contradicts else "#1a5276" if change.before is not None else "#444"
    rows = "".join(
        f'<p style="margin:.1em 0 .1em 1em"><span style="color:#777">{lead}, {escape(clean(_where(side)))}</span> '
        f"“{escape(clean(_short(side)))}” {escape(clean(_teller(side)))}</p>"
        for lead, side in (("now", change.now), ("before", change.before))
        if side is not None
    )
    why = f'<p style="margin:.1em 0 0 1em;color:#777;font-size:.9em">{escape(clean(change.why))}</p>' if change.before is not None else ""
    head = f'<b style="color:{colour}">{escape(_label(change))}</b>: {escape(clean(change.what))}'
    return f'<div style="margin:.6em 0"><p style="margin:0">{_sign(change)} {head}</p>{rows}{why}</div>'
