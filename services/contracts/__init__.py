"""Hand-written companions of what two services share: protos, problems and the configuration file."""
