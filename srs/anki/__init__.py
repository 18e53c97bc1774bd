"""Everything that knows how Anki thinks."""
