"""GatewayAPI: the REST API that most accounts have, and the newer messaging API."""
