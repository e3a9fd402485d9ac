"""What several providers are made of: one idea a module, each with no provider in mind."""
