"""The full-text index beside the table ``search``: FTS5 on SQLite, a generated ``tsvector`` on PostgreSQL, kept by the data base itself."""

from __future__ import annotations

import unicodedata

from sqlalchemy import Connection

COLUMNS = ("headline", "text", "quotes", "names")
FTS5 = """
CREATE VIRTUAL TABLE search_index USING fts5(
    headline, text, quotes, names, content='search', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='3');
CREATE TRIGGER search_inserted AFTER INSERT ON search BEGIN
    INSERT INTO search_index (rowid, headline, text, quotes, names) VALUES (new.id, new.headline, new.text, new.quotes, new.names);
END;
CREATE TRIGGER search_deleted AFTER DELETE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, headline, text, quotes, names)
    VALUES ('delete', old.id, old.headline, old.text, old.quotes, old.names);
END;
CREATE TRIGGER search_updated AFTER UPDATE ON search BEGIN
    INSERT INTO search_index (search_index, rowid, headline, text, quotes, names)
    VALUES ('delete', old.id, old.headline, old.text, old.quotes, old.names);
    INSERT INTO search_index (rowid, headline, text, quotes, names) VALUES (new.id, new.headline, new.text, new.quotes, new.names);
END;
"""


def folded() -> tuple[str, str]:
    """Latin letters with marks and, at the same places, the letters below them: what SQLite's tokeniser folds by itself."""
    pairs = [
        (chr(code), unicodedata.normalize("NFKD", chr(code))[0]) for code in range(0xC0, 0x250) if unicodedata.decomposition(chr(code))
    ]
    plain = [(marked, bare) for marked, bare in pairs if bare.isalpha() and bare.isascii()]
    return "".join(marked for marked, _ in plain), "".join(bare for _, bare in plain)


def _vector(column: str, weight: str) -> str:
    marked, bare = folded()
    return f"setweight(to_tsvector('simple'::regconfig, translate({column}, '{marked}', '{bare}')), '{weight}')"


def create(connection: Connection) -> None:
    """Makes the index of the data base's own kind."""
    if connection.dialect.name == "sqlite":
        for statement in FTS5.split("\nCREATE ")[1:]:
            connection.exec_driver_sql(f"CREATE {statement}")
        return
    vectors = " || ".join(_vector(*each) for each in (("headline", "A"), ("names", "B"), ("quotes", "C"), ('"text"', "D")))
    connection.exec_driver_sql(f"ALTER TABLE search ADD COLUMN document tsvector GENERATED ALWAYS AS ({vectors}) STORED")
    connection.exec_driver_sql("CREATE INDEX ix_search_document ON search USING gin (document)")
