"""The commands by kind of act: notes, the day, upkeep. Each parses, calls, and returns a value to be shown."""
