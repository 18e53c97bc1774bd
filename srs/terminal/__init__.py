"""The only part that talks to a person: commands, the review screen, and what values look like."""
