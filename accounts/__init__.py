"""Who may act, and who acted."""
