"""The version of the program, read from the installed package."""

from importlib.metadata import version

VERSION = version("dateline")
