"""Who may call and how often: API keys, OIDC tokens and rate limits. Knows no HTTP and no web framework."""
