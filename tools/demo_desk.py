"""Opens the desk on the demo's store and says where it is; ends it again.

python tools/demo_desk.py start|stop [FOLDER]
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
PORT = 8484  # the first that is free from here on
PATIENCE = 30.0  # seconds


def start(folder: Path) -> str:
    """Starts the desk in the background, unless it runs; gives its address. ``SystemExit`` with a sentence where it does not come up."""
    known = folder / "desk.address"
    if known.exists() and answers(known.read_text().strip()):
        return known.read_text().strip()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (folder / "desk.log").open("ab") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "dateline", "serve", "--store", str(folder / "dateline.db"), "--port", str(port)],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    (folder / "desk.pid").write_text(str(started.pid))
    known.write_text(address)
    until = time.monotonic() + PATIENCE
    while not answers(address):
        if started.poll() is not None or time.monotonic() > until:
            sys.exit(f"demo: the desk did not come up; {folder / 'desk.log'} says why.")
        time.sleep(0.1)
    return address


def stop(folder: Path) -> bool:
    """Ends the desk; False where none was running."""
    try:
        pid = int((folder / "desk.pid").read_text())
        if "dateline" not in Path(f"/proc/{pid}/cmdline").read_text(errors="replace") and Path("/proc").is_dir():
            return False  # the number belongs to another program by now
        os.kill(pid, signal.SIGTERM)
    except (OSError, ValueError):
        return False
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and alive(pid):
        time.sleep(0.05)
    return True


def alive(pid: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    stat = Path(f"/proc/{pid}/stat")
    return not (stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z")


def answers(address: str) -> bool:
    """Whether a desk answers there."""
    try:
        with urllib.request.urlopen(f"{address}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    """The first port from ``PORT`` on that nobody listens at."""
    for port in range(PORT, PORT + 100):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit("demo: no port is free for the desk.")


def main() -> None:
    """Start or stop."""
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "demo"
    if sys.argv[1:2] == ["stop"]:
        print("The desk is closed." if stop(folder) else "No desk was open.")
        return
    print(f"\nThe desk is open, with the sample crisis in it: {start(folder)}\nmake demo-stop closes it.")


if __name__ == "__main__":
    main()
