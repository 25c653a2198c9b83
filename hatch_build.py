"""Build hook: makes the gazetteer, which is not kept in the repository, before the package is put together."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GAZETTEER = "src/dateline/knowledge/data/gazetteer.sqlite"


class GazetteerHook(BuildHookInterface):  # type: ignore[type-arg]  # the interface is generic only in newer hatchling
    """Runs tools/build_gazetteer.py, which does nothing where the file is up to date."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Makes the file and adds it to what is packed; a source distribution goes without, it is made again from it."""
        del version
        if self.target_name != "wheel":
            return
        script = Path(self.root) / "tools" / "build_gazetteer.py"
        subprocess.run([sys.executable, str(script)], check=True)  # noqa: S603  our own script, apart because it imports parts of the package
        build_data.setdefault("artifacts", []).append(GAZETTEER)
