"""The services that the console calls, over gRPC."""
