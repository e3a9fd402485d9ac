"""The pages: each asks the services and renders a template. Decides nothing about surveys."""
