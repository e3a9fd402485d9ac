"""Lets people and programs in by the access tokens of an OpenID Connect issuer."""
