"""Watches: saved questions with a trigger, the alerts that they raise, and the ways by which these go out."""

from dateline.watch.checking import Checked, Watcher
from dateline.watch.rules import Watch
from dateline.watch.sending import send_due

__all__ = ["Checked", "Watch", "Watcher", "send_due"]
