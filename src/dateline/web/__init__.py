"""The desk: one process that shows what a store holds, on pages for people and through an API for programs.

Rooms: ``pages/`` one file a page, ``views/`` what they show, ``api/`` one file a noun, ``assistants/`` the same as tools, ``security/`` who
may do what and how the program guards itself, ``work/`` dossiers, grades and coding, ``templates/`` and ``static/`` what a browser gets.
``app.py`` puts them together.
"""
