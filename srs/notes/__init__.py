"""Document tree -> notes -> cards."""
