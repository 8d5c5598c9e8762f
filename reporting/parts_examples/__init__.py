"""Which parts are pages composed of, and how does each look in all its states? Examples without a database."""
