"""Two machines, one history: what holds where two databases differ, and the folder that they meet in."""
