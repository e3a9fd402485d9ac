"""Hand-written companions of the protos that two services share."""
