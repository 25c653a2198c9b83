"""Who may do what, and how the program guards itself: users, sessions, tokens, forms, headers, limits, the audit log."""
