"""Writes the rows that training holds out, one file a set: ``python training/held_out.py --data ../shared/gold --out build/held``.

``dateline evaluate TASK build/held/SET.jsonl`` then measures the encoder on texts that it has not seen.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from pathlib import Path

from examples import held_out
from readers import rows

HERE = Path(__file__).parent


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/gold"))
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    recipe = tomllib.loads((HERE / "recipe.toml").read_text())
    for name, chosen in recipe["set"].items():
        key = "id" if name == "polnear" else "text"
        kept = [row for row in rows(options.data / chosen["file"]) if held_out(row[key], recipe["held_out_of"])]
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
        (options.out / f"{name}.jsonl").write_text("".join(lines), encoding="utf-8")
        print(f"{name}: {len(kept)} rows")


if __name__ == "__main__":
    main()
