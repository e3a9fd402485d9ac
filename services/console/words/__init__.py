"""The interface's own words: one YAML file a language, with the same keys. Not for surveys' texts."""
