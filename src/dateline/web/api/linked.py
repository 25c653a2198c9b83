"""One report as linked data: schema.org's NewsArticle, and a page of W3C Web Annotations."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.model.actor import Actor, ActorKind
from dateline.model.place import Place
from dateline.model.record import Record
from dateline.model.span import hull
from dateline.model.statement import Statement
from dateline.store.question import clean
from dateline.store.viewing import Viewed
from dateline.web.api.telling import Json

GEONAMES = "https://sws.geonames.org/"
LONGEST = 1_000  # characters of a quotation
_KINDS: Mapping[ActorKind, str] = {
    "person": "Person", "government": "GovernmentOrganization", "parliament": "GovernmentOrganization", "armed-force": "Organization",
    "armed-group": "Organization", "party": "PoliticalParty", "organisation": "Organization", "coalition": "Organization",
    "company": "Corporation", "media": "NewsMediaOrganization",
}  # fmt: skip


def annotation_page(shown: Viewed, address: str) -> str:
    """An annotation page: an annotation a value, its words as selectors of quote, of position and, in pages, of text nodes."""
    from dateline.store.export.layout import Choice
    from dateline.store.export.marks import rows
    from dateline.store.export.told import Kept, Told

    kept = Kept(shown.reading, shown.version.number, shown.version.source, shown.version.kept_at)
    listed = ",\n".join(str(cell) for (cell,) in rows(Told(shown.seen, kept), Choice()))
    return f'{{"@context":"http://www.w3.org/ns/anno.jsonld","id":"{address}","type":"AnnotationPage","items":[\n{listed}\n]}}'


def news_article(shown: Viewed, page: str) -> Json:
    """The report as schema.org tells it: who and where it is about, what was quoted; ``page`` is the desk's page of it."""
    record = shown.seen
    article = record.article
    out: Json = {
        "@context": "https://schema.org", "@type": "NewsArticle", "@id": page, "identifier": article.id, "url": shown.version.address,
        "version": shown.version.number, "headline": shown.version.headline, "datePublished": shown.version.published,
        "inLanguage": article.language, "alternativeHeadline": article.standfirst.text if article.standfirst is not None else None,
        "author": {"@type": "Person", "name": clean(article.byline.text)} if article.byline is not None else None,
        "publisher": {"@type": "NewsMediaOrganization", "name": shown.version.source} if shown.version.source else None,
        "sourceOrganization": _agency(record), "locationCreated": _dateline(record), "about": [_actor(each) for each in record.actors],
        "contentLocation": [_place(each) for each in record.places],
        "hasPart": [quotation for each in record.statements if (quotation := _quotation(record, each)) is not None],
    }  # fmt: skip
    return {name: value for name, value in out.items() if value not in (None, [])}


def _agency(record: Record) -> Json | None:
    opening = record.article.dateline
    return {"@type": "NewsMediaOrganization", "name": opening.agency} if opening is not None and opening.agency else None


def _dateline(record: Record) -> Json | None:
    opening = record.article.dateline
    found = next((place for place in record.places if opening is not None and place.id == opening.place), None)
    return _place(found) if found is not None else None


def _actor(actor: Actor) -> Json:
    return {"@type": _KINDS.get(actor.kind, "Thing"), "@id": f"urn:dateline:actors:{actor.id}", "name": actor.name}


def _place(place: Place) -> Json:
    out: Json = {"@type": "Country" if place.kind == "country" else "Place", "name": place.name}
    if place.geonameid is not None:
        out["sameAs"] = f"{GEONAMES}{place.geonameid}/"
    if place.latitude is not None:
        out["geo"] = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return out


def _quotation(record: Record, statement: Statement) -> Json | None:
    """What was said in direct speech; None where it was not."""
    if statement.manner == "indirect":
        return None
    said_by = statement.speaker.actor if statement.speaker is not None else None
    speaker = next((actor for actor in record.actors if actor.id == said_by), None)
    quoted = clean(hull(statement.content.spans).of(record.article.text))[:LONGEST]
    return {"@type": "Quotation", "text": quoted, **({"spokenByCharacter": _actor(speaker)} if speaker is not None else {})}
