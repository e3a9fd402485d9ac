"""Hand-written companions of what two services share: protos and the configuration file."""
