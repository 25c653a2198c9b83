"""The questions as tools for assistants, over the Model Context Protocol: every answer with its quote, its offsets and its link."""
