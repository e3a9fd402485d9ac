"""Who is there: keys typed once, sealed cookies, and what ends a session."""
