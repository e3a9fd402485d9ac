"""The hottest requests, served ahead of router, dependencies and request objects: `route` says how."""
