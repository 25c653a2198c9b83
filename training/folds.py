"""Writes the fold lists: ``python training/folds.py --data ../shared/gold``: folds/SET.txt, a row's fold and id a line.

A text's fold follows from the digest of its words alone, so that a text which several sets share is left out of all of them
at once. The lists are kept beside the rule so that nobody need trust it.
"""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator
from pathlib import Path

from examples import fold_of
from markup import lines
from readers import rows

HERE = Path(__file__).parent
FOLDS = HERE / "folds"


def listed(name: str) -> dict[str, int]:
    """The fold of each row id of a set, as the list says."""
    pairs = (line.split("\t") for line in (FOLDS / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    return {key: int(fold) for fold, key in pairs}


def texts(chosen: dict, data: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of a set of the recipe."""
    if "ours" in chosen:
        for pattern in chosen["ours"]:
            for path in sorted((HERE / "data").glob(pattern)):
                yield from ((line.key, line.text) for line in lines(path))
    else:
        yield from ((row["id"], row["text"]) for row in rows(data / chosen["file"]))


def main() -> None:
    """Write the lists."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    options = parser.parse_args()
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    FOLDS.mkdir(exist_ok=True)
    for name, chosen in recipe["set"].items():
        found = dict(texts(chosen, options.data))
        listing = "".join(f"{fold_of(text)}\t{key}\n" for key, text in found.items())
        (FOLDS / f"{name}.txt").write_text(listing, encoding="utf-8")
        print(f"{name}: {len(found)} rows")


if __name__ == "__main__":
    main()
