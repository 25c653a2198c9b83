"""The commands, one file a group; ``dateline.cli`` imports a file when its command is called."""
