"""Makes the table of office holders that ships with the package from the public fact table beside the repository.

Run by hand when the fact table or the hand-written tables change: ``python tools/make_holders.py ../shared/facts``.
Run time never reads the fact table. What it does: keeps the offices that tools/holder_offices.tsv names, drops terms that ended before
2000 and persons whom the hand-written tables already hold in that office, mends dates (a holder leaves when the next one begins, wrong
orders are dropped), gives ids, and writes data/offices/holders/wikidata.tsv.
"""

from __future__ import annotations

import csv
import re
import sys
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOLDERS = ROOT / "src/dateline/knowledge/data/offices/holders"
OUT = HOLDERS / "wikidata.tsv"
COLUMNS = ("id", "name", "aliases", "country", "title", "level", "sector", "from", "until", "wikidata", "speaks_for")
SINGLE = ("head-of-state", "head-of-government", "foreign", "defence", "interior")
FIRST_YEAR = "2000"
FAMILY_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG"})
PARTICLES = frozenset({"le", "la", "de", "di", "du", "da", "van", "von", "al", "el", "bin", "ben", "del", "dos", "der", "den"})


@dataclass(frozen=True, slots=True)
class Office:
    """What a pattern of the office table makes of an office."""

    countries: frozenset[str]
    pattern: str
    title: str
    level: str
    sector: str


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office."""

    name: str
    country: str
    title: str
    level: str
    sector: str
    begin: str
    end: str
    wikidata: str
    id: str = ""
    aliases: str = ""
    speaks_for: str = ""
    written: bool = False


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a table with comments left out."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def offices() -> list[Office]:
    """The patterns of tools/holder_offices.tsv, in order."""
    return [
        Office(frozenset(row["countries"].split()), row["pattern"], row["title"], row["level"] or "", row["sector"] or "")
        for row in rows_of(Path(__file__).parent / "holder_offices.tsv")
    ]


def state_names() -> dict[str, str]:
    """For each state a pattern of its names, so that the president of a province is not taken for its head."""
    rows = rows_of(HOLDERS.parent.parent / "actors/states.tsv")
    names = {row["iso3"]: "|".join(row[column] or "" for column in ("name", "official", "other")) for row in rows}
    return {iso3: "|".join(re.escape(name.lstrip("~=")) for name in text.split("|") if name) for iso3, text in names.items()}


def office_for(known: list[Office], states: dict[str, str], country: str, name: str) -> tuple[Office, str] | None:
    """The office that a name of the fact table becomes, with its title; None for those left out."""
    for office in known:
        if "*" in office.countries or country in office.countries:
            match = re.fullmatch(office.pattern.replace("STATE", f"(?:the )?(?:{states.get(country, '-')})"), name)
            if match:
                return None if office.title == "-" else (office, match.expand(office.title))
    return None


def facts(folder: Path) -> list[Term]:
    """The terms of the fact table that are kept, unmended."""
    known, states = offices(), state_names()
    left_out = {(row["country"], row["person"], row["office"]) for row in rows_of(Path(__file__).parent / "holders_left_out.tsv")}
    terms = []
    for row in rows_of(folder / "office_holders.tsv"):
        country = row["country"]
        found = office_for(known, states, country, row["office"].strip())
        begin, end, name = row["start"] or "", row["end"] or "", clean(row["person"])
        over = end and (end < FIRST_YEAR or end < begin[: len(end)])
        unknown = country not in states and country != "INT"
        if unknown or found is None or not begin or not good(name) or over or (country, name, row["office"].strip()) in left_out:
            continue
        office, title = found
        terms.append(Term(name, "" if country == "INT" else country, title, office.level, office.sector, begin, end, row["wikidata"]))
    return terms


def clean(name: str) -> str:
    """The name without a bracketed remark or a peerage."""
    return re.sub(r"\s*\(.*?\)|, (?:\d\w\w )?(?:Baron|Baroness|Viscount|Lord|Marquess|Earl).*", "", name).strip()


def good(name: str) -> bool:
    """Whether the cell is a person's name in Latin letters and not an item number."""
    foreign = re.sub(r"[A-Za-z\u00c0-\u024f\u02bb-\u02bf\u1e00-\u1eff'’ʻ.\- ]", "", name)
    return bool(name) and not re.fullmatch(r"Q\d+", name) and not re.search(r"[^\W\d_]", foreign)


def written() -> list[Term]:
    """The terms of the hand-written tables."""
    return [
        Term(
            row["name"],
            row["country"],
            row["title"],
            row["level"],
            row["sector"],
            row["from"] or "",
            row["until"] or "",
            row["wikidata"] or "",
            row["id"],
            row["aliases"] or "",
            row["speaks_for"] or "",
            written=True,
        )
        for path in sorted(HOLDERS.glob("*.tsv"))
        if path != OUT
        for row in rows_of(path)
    ]


def folded(text: str) -> str:
    """The text in small plain letters."""
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("ß", "ss"))
    return "".join(mark for mark in plain if not unicodedata.combining(mark)).lower()


def same_person(one: Term, other: Term) -> bool:
    """Whether two terms of one state are one person's: same item, or the same names in any order."""
    if one.wikidata and one.wikidata == other.wikidata:
        return True
    names = {folded(name) for name in (other.name, *other.aliases.split("|")) if name}
    mine = folded(one.name)
    return mine in names or any(set(mine.split()) >= set(name.split()) and len(name.split()) > 1 for name in names)


def meet(one: Term, other: Term) -> bool:
    """Whether two terms share days, as far as their dates say."""
    return (not one.end or one.end > other.begin) and (not other.end or other.end > one.begin)


def merged(terms: list[Term]) -> list[Term]:
    """The terms with those of one person in one office that touch or overlap made one."""
    kept: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.begin, t.end or "9")):
        before = next((k for k in reversed(kept) if k.wikidata == term.wikidata and k.title == term.title), None)
        if before is not None and (not before.end or before.end[: len(term.begin)] >= term.begin[: len(before.end)]):
            kept[kept.index(before)] = longer(before, term)
        else:
            kept.append(term)
    return kept


def longer(one: Term, other: Term) -> Term:
    """One term out of two of the same person that overlap: the first begin (the more precise one), the last end."""
    begin = other.begin if other.begin.startswith(one.begin) else one.begin
    return replace(one, begin=begin, end=max(one.end, other.end) if one.end and other.end else "")


def one_at_a_time(terms: list[Term]) -> list[Term]:
    """The terms of a one-person office with ends mended: each leaves at the latest when the next begins; hand-written ones hold."""
    ordered = sorted(terms, key=lambda t: (t.begin, not t.written))
    kept: list[Term] = []
    for place, term in enumerate(ordered):
        if term.written:
            kept.append(term)
            continue
        if any(w.written and w.begin <= term.begin and (not w.end or w.end > term.begin) for w in ordered):
            continue
        following = next((t for t in ordered[place + 1 :] if t.begin > term.begin), None)
        end = term.end
        if following is not None and (not end or end > following.begin):
            end = following.begin
        if end and end[: len(term.begin)] < term.begin[: len(end)]:
            continue
        same = next((k for k in kept if k.begin == term.begin or (k.begin[:4] == term.begin[:4] and not k.end and not k.written)), None)
        if same is not None and same.end > end > "":
            continue
        if same is not None and not same.written:
            kept.remove(same)
        kept.append(replace(term, end=end))
    return kept


def mended(terms: list[Term], own: list[Term]) -> list[Term]:
    """The terms of the fact table, mended against each other and against the hand-written ones."""
    out: list[Term] = []
    for key in sorted({(t.country, t.level, t.title if t.level == "other" else "") for t in terms}):
        here = [t for t in own if t.country == key[0] and t.level == key[1] and (key[1] != "other" or t.title == key[2])]
        group = merged([t for t in terms if (t.country, t.level, t.title if t.level == "other" else "") == key])
        group = [t for t in group if not any(same_person(t, w) and meet(t, w) for w in here)]
        if key[1] in SINGLE:
            group = [t for t in one_at_a_time([*group, *here]) if not t.written]
        out.extend(group)
    return [t for t in out if not t.end or t.end >= FIRST_YEAR]


def slug(text: str) -> str:
    """The text as part of an id."""
    return re.sub(r"[^A-Z0-9]+", "-", folded(text).upper()).strip("-")


def with_ids(terms: list[Term], own: list[Term]) -> list[Term]:
    """The terms with ids: country and surname, the whole name where two share it; a hand-written person keeps its id everywhere."""
    people = {(t.country, t.wikidata): t.name for t in terms}
    short: dict[str, set[tuple[str, str]]] = {}
    for (country, item), name in people.items():
        short.setdefault(short_id(country, name), set()).add((country, item))
    taken = {t.id for t in own}
    abroad = {folded(t.name): t for t in own if not t.country}
    out = []
    for term in (replace(t, name=people[(t.country, t.wikidata)]) for t in terms):
        known = next((w for w in own if w.country == term.country and same_person(term, w)), None) or abroad.get(folded(term.name))
        plain = short_id(term.country, term.name)
        full = f"{term.country or 'INT'}-{slug(term.name)}"
        unique = len(short[plain]) == 1 and plain not in taken
        chosen = known.id if known else plain if unique else full
        out.append(replace(term, id=chosen))
    return out


def short_id(country: str, name: str) -> str:
    """Country and surname."""
    words = [w for w in name.replace(".", " ").split() if w.lower() not in {"jr", "sr", "ii", "iii"}]
    family = words[0] if country in FAMILY_FIRST and len(words) > 1 else words[-1]
    if family == words[-1] and len(words) > 2 and words[-2].lower() in PARTICLES:
        family = f"{words[-2]} {family}"
    return f"{country or 'INT'}-{slug(family)}"


def text_of(terms: list[Term]) -> str:
    """The table as it stands on disk."""
    lines = [
        "# Office holders since 2000, made by tools/make_holders.py; change tools/holder_offices.tsv or the hand-written tables instead.",
        "# A date may lack day or month. No until: in office when the facts were drawn (mid-2022), or unknown.",
        "# source: Wikidata (CC0), through the every-politician collections",
        "\t".join(COLUMNS),
    ]
    order = {level: place for place, level in enumerate((*SINGLE, "other"))}
    for t in sorted(terms, key=lambda t: (t.country, order[t.level], t.title, t.begin, t.name)):
        cells = (t.id, t.name, t.aliases, t.country, t.title, t.level, t.sector, t.begin, t.end, t.wikidata, t.speaks_for)
        lines.append("\t".join(cells).rstrip("\t"))
    return "\n".join(lines) + "\n"


def made(folder: Path) -> str:
    """The table made anew from the fact table in the folder."""
    own = written()
    spellings = {row["name"]: row["aliases"] for row in rows_of(HOLDERS.parent / "spellings.tsv")}
    terms = with_ids(mended(facts(folder), own), own)
    return text_of([replace(term, aliases=spellings.get(term.name, "")) for term in terms])


def main(folder: Path) -> None:
    """The table on disk, with its size on standard output."""
    OUT.write_text(made(folder), encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {OUT.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/facts")
