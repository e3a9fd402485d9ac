"""The web interface for people who run surveys: pages over gRPC; owns no data."""
