"""Figures, exports and the feed of changes: what goes out about sessions (`services/results/README.md`)."""
