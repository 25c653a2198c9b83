"""Taking out: the content of a store as files that others can work with, a layout a file.

``exporters.py`` is the list of formats. Each is made of ``Layout`` values: where it is written, its columns, and the function that
makes its rows from one report. ``export.export`` goes through the days of the store, writes what each day gives into pieces, and puts
the pieces together.
"""
