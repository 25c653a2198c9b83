"""What the pages show, gathered and drawn: one file a matter, each used by the page of its name or by several. No request is known here."""
