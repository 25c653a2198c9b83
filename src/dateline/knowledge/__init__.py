"""What is known before a report is read: actors, offices, places, words and what they mean. Data files and their loaders."""

from dateline.knowledge.knowledge import Knowledge

__all__ = ["Knowledge"]
