"""Vonage: the SMS API, whose long messages come in parts, and the Messages API."""
