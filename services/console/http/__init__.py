"""What every page goes through: rights, tokens, headers, bodies, errors. Knows no page."""
