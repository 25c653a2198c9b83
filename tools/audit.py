"""Are there known weaknesses in the packages that Dateline is locked to? Asks the advisory service through pip-audit.

    python tools/audit.py [FILE]

FILE is a list of packages with versions (constraints.txt). Exit code 1 where a weakness is known. Where the service cannot be reached this
is said, and the exit code is 0: a build does not depend on it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

PATIENCE = 90  # seconds in all
UNREACHED = "The advisory service cannot be reached from here: the packages were not audited."


def asked(file: str) -> str:
    """What pip-audit answers for the packages in ``file``, as JSON; empty where it cannot answer."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", file, "--no-deps", "--disable-pip", "--format", "json",
               "--progress-spinner", "off", "--timeout", "10"]  # fmt: skip
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False).stdout
    except subprocess.TimeoutExpired:
        return ""


def told(answer: str) -> tuple[str, int]:
    """What is to be said of an answer of pip-audit, and the exit code."""
    try:
        packages: Sequence[dict[str, Any]] = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNREACHED, 0
    audited = [each for each in packages if "skip_reason" not in each]
    weak = [(each, known) for each in audited for known in each.get("vulns", ())]
    if not audited:
        return UNREACHED, 0
    lines = [f"{each['name']} {each['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version yet'}"
             for each, known in weak]  # fmt: skip
    missed = len(packages) - len(audited)
    left = f"; {missed} could not be audited" if missed else ""
    lines.append(f"{len(audited)} packages audited, {len(weak)} weaknesses known{left}.")
    return "\n".join(lines), 1 if weak else 0


if __name__ == "__main__":
    said, code = told(asked(sys.argv[1] if len(sys.argv) > 1 else "constraints.txt"))
    print(said)
    sys.exit(code)
