"""The desk: one process that shows what a store holds, on pages for people and through an API for programs.

Rooms: ``pages/`` one file a page, ``api/`` one file a noun, ``security/`` who may do what and how the program guards itself,
``templates/`` and ``static/`` what a browser gets. ``app.py`` puts them together.
"""
