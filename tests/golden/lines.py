"""A record as readable lines, for golden files: one value a line, words in quotation marks, ids by name."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.model.record import Record
from dateline.model.span import Span
from dateline.show.wording import event_line, one_line, party


def lines(record: Record) -> Iterator[str]:
    """Every value of ``record`` as a line; a difference between two runs is a difference of lines."""
    text = record.article.text

    def words(spans: tuple[Span, ...]) -> str:
        return "“" + " … ".join(one_line(span.of(text)) for span in spans) + "”"

    article = record.article
    yield f"headline   {one_line(article.headline.text) if article.headline else None}"
    yield f"standfirst {one_line(article.standfirst.text) if article.standfirst else None}"
    yield f"byline     {one_line(article.byline.text) if article.byline else None}"
    dateline = article.dateline
    yield f"dateline   {f'{dateline.place} {dateline.agency} {dateline.date} {words(dateline.spans)}' if dateline else None}"
    yield f"published  {f'{article.published.value} from {article.published.origin}' if article.published else None}"
    yield f"paragraphs {len(article.paragraphs)}, asides {[one_line(span.of(text))[:60] for span in article.asides]}"
    for a in record.actors:
        office = f" office {a.office.title} of {a.office.of}" if a.office else ""
        yield f"actor      {a.id} | {a.code} | {a.kind} | {a.name}{office} | " + ", ".join(
            f"{one_line(m.text)} ({m.form})" for m in a.mentions
        )
    for p in record.places:
        where = f"{p.latitude:.2f} {p.longitude:.2f}" if p.latitude is not None and p.longitude is not None else "nowhere"
        yield f"place      {p.id} | {p.name} | {p.kind} | {p.country} | {p.admin1} | {where} | {p.role} | " + ", ".join(
            one_line(m.text) for m in p.mentions
        )
    for t in record.times:
        yield f"time       {t.id} | {t.type} {t.value} | {t.begin} to {t.end} | {words(t.spans)}"
    for s in record.statements:
        speaker = party(record, s.speaker) if s.speaker else None
        cue = words(s.cue.spans) if s.cue else None
        yield f"statement  {s.id} | {speaker} | {s.act} {s.manner} | cue {cue} | continues {s.continues} inside {s.inside} | {words(s.content.spans)}"
    for e in record.events:
        f = e.factuality
        yield f"event      {e.id} | {f.status} {f.score:+.1f} | {event_line(record, e)} | trigger {words(e.trigger.spans)} | by {' > '.join(f.according_to)}"
    for o in record.positions:
        yield f"position   {o.actor} {o.stance} {o.proposition.id} ({o.proposition.text}) | {words(o.evidence)}"
    for c in record.commitments:
        yield f"commitment {', '.join(c.actors)} | {c.status} {c.deadline} | {c.action.type} {one_line(c.action.text)} | towards {c.towards} {c.stance}"
    for g in record.figures:
        yield f"figure     {g.measure} of {g.subject} | {g.bound} {g.value} {g.low} {g.high} {g.unit} | {g.place} {g.time} | by {' > '.join(g.according_to)} | {words(g.evidence)}"
    for m in record.memberships:
        yield f"membership {m.member} {m.change} {m.group} {m.count} | by {' > '.join(m.according_to)} | {words(m.evidence)}"
    for d in record.findings:
        yield f"finding    {d.kind} | {d.message} | {words(d.spans)}"
