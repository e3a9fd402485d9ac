"""The REST interface: people and providers talk HTTP to it, it talks gRPC to the services. Owns no data."""
