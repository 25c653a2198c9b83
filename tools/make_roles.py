"""Makes the table of role nouns drawn from the public fact table beside the repository: ``python tools/make_roles.py ../shared/facts``.

Keeps the nouns for persons that the hand-written tables lack (trades, ranks, crimes, faiths); leaves out ships, weapons, buildings,
misspellings and sectors that say nothing. Run time never reads the fact table.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOUNS = ROOT / "src/dateline/knowledge/data/roles/nouns"
OUT = NOUNS / "facts.tsv"
KINDS = {"AGR": "population", "BUS": "person", "COP": "person", "CRM": "person", "EDU": "population", "HLH": "person", "JUD": "person"}
KINDS |= {"LAB": "population", "MED": "person", "MIL": "armed-force", "REF": "population", "CVL": "population"}
PERSON = re.compile(r".*(er|or|ist|ian|man|woman|ee|ant|eur|smith|wright|crat|graduate)")
NOT_PERSONS = re.compile(r".*(fighter|bomber|destroyer|cruiser|liner|tanker|freighter|trainer|center|oiler|paper|grader|maker|hornet)")
MISSPELT_OR_ODD = re.compile(
    "humvee|organized labor|unmanned predator|branokker|brigaider|tinginist|tourer|traffiker|monger|enterpreneur|opthamologist|educatee|"
    "bargainer|cropper|granger|weekend warrior|sodbuster|excursionist|sharecrop farmer|rapist murderer|newswriter|snitcher|sea rover"
)


def known() -> set[str]:
    """The nouns and plurals of the hand-written tables."""
    rows = [line.split("\t") for path in NOUNS.glob("*.tsv") if path != OUT for line in path.read_text(encoding="utf-8").splitlines()]
    return {cell for row in rows if not row[0].startswith("#") for cell in row[:2]}


def plural_of(noun: str) -> str:
    """The regular plural."""
    if noun.endswith("man"):
        return noun[:-3] + "men"
    return noun[:-1] + "ies" if re.search(r"[^aeiou]y$", noun) else noun + ("es" if noun.endswith(("s", "ch", "sh", "x")) else "s")


def main(folder: Path) -> None:
    """The table made anew, with its size on standard output."""
    seen, lines = known(), []
    for line in (folder / "role_nouns.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        noun, plural, sector = (*line.split("\t"), "", "")[:3]
        good = len(noun.split()) <= 2 and sector in KINDS and PERSON.fullmatch(noun) and not NOT_PERSONS.fullmatch(noun)
        if good and noun.replace(" ", "").isalpha() and noun not in seen and not MISSPELT_OR_ODD.fullmatch(noun):
            seen.add(noun)
            lines.append("\t".join((noun, plural or plural_of(noun), sector, KINDS[sector])))
    made = "# Role nouns made by tools/make_roles.py; change the hand-written tables instead."
    source = "# source: Phoenix dictionaries, Open Event Data Alliance (MIT)"
    OUT.write_text("\n".join([made, source, "noun\tplural\tsector\tkind\tcollective", *sorted(lines)]) + "\n", encoding="utf-8")
    print(f"{OUT.relative_to(ROOT)}: {len(lines)} nouns")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/facts")
