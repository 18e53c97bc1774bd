"""What to show next: the order of a day (`queue`) and one sitting through it (`session`)."""
