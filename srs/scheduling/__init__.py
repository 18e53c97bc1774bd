"""Answers become memory, memory becomes due days: one step (`scheduler`), a whole log (`replay`)."""
