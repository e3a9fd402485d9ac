"""Survey definitions: drafts, checks, immutable versions, previews. Knows nothing of people."""
