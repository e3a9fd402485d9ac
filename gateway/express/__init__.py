"""The hottest requests, served ahead of middleware, router and request objects: `lane` says how."""
