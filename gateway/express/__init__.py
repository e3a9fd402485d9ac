"""The hottest requests, served ahead of router, dependencies and request objects.

`route` says how those that still need a context go, `gateway.http.direct` how those that need none do.
"""
